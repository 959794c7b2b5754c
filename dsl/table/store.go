package table

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/prose"
)

// The functions of this file store a value of a class that the kind takes.
// Those that read text trim the spaces around it, and take no text as no value;
// text itself and the values of an enum are kept as they are.

func storeBoolean(b *Builder, i int, v value, _ *time.Location) *fault {
	if v.class == ofText {
		switch text := strings.TrimSpace(v.text); text {
		case "":
			return b.missing(i)
		case "true":
			v.truth = true
		case "false":
		default:
			return &fault{prose.Quote(text) + " is not a boolean", "write true or false"}
		}
	}
	b.setBool(i, v.truth)
	return nil
}

func storeText(b *Builder, i int, v value, _ *time.Location) *fault {
	if v.class == ofWhole {
		v.text = v.number.String()
	}
	if f := checkText(v.text); f != nil {
		return f
	}
	b.setText(i, v.text)
	return nil
}

// checkText refuses what is not text to other programs.
func checkText(text string) *fault {
	switch {
	case !utf8.ValidString(text):
		return &fault{prose.Quote(text) + " is not UTF-8 text", "save the source as UTF-8"}
	case strings.IndexByte(text, 0) >= 0:
		return &fault{prose.Quote(text) + " has a NUL byte", "remove it, or save the source as UTF-8 text"}
	}
	return nil
}

func storeEnum(b *Builder, i int, v value, _ *time.Location) *fault {
	if v.class == ofWhole {
		v.text = v.number.String()
	}
	values := b.table.schema.Fields[i].Type.Values
	switch {
	case slices.Contains(values, v.text):
		b.setText(i, v.text)
		return nil
	case v.text == "":
		return b.missing(i)
	}
	trimmed := strings.TrimSpace(v.text)
	if slices.Contains(values, trimmed) {
		return &fault{prose.Quote(v.text) + " is not one of the values", fmt.Sprintf("write %s without spaces around it", trimmed)}
	}
	return &fault{prose.Quote(v.text) + " is not one of the values", diag.DidYouMean(v.text, values)}
}

// storeNumber is for every kind whose cells are plain decimals.
func storeNumber(b *Builder, i int, v value, _ *time.Location) *fault {
	t := b.table.schema.Fields[i].Type
	if v.class == ofText {
		text := strings.TrimSpace(v.text)
		if text == "" {
			return b.missing(i)
		}
		n, f := numberOfKind(text, t)
		if f != nil {
			return f
		}
		v.number = n
	}
	if !v.number.Valid() {
		return &fault{"the number is too large", "write a number of fewer digits"}
	}
	if t.Kind == kinds.Count && (!v.number.IsInt() || v.number.Sign() < 0) {
		return &fault{prose.Clip(v.number.String()) + " is not a count", "write a whole number, 0 or more"}
	}
	b.setNum(i, v.number)
	return nil
}

func storeDuration(b *Builder, i int, v value, _ *time.Location) *fault {
	unit := b.table.schema.Fields[i].Type.CellUnit
	switch v.class {
	case ofText:
		text := strings.TrimSpace(v.text)
		if text == "" {
			return b.missing(i)
		}
		d, f := parseElapsed(text, unit)
		if f != nil {
			return f
		}
		v.elapsed = d
	case ofWhole, ofNumber:
		if unit == 0 {
			return noUnit(prose.Clip(v.number.String()))
		}
		d, f := elapsed(v.number, unit)
		if f != nil {
			return f
		}
		v.elapsed = d
	}
	if v.elapsed < 0 {
		return &fault{v.elapsed.String() + " is negative", "write how much time passed, 0 or more"}
	}
	b.setInt(i, int64(v.elapsed))
	return nil
}

// elapsed is so many units, if they come to nanoseconds that fit.
func elapsed(n exact.Num, unit time.Duration) (time.Duration, *fault) {
	product := n.Mul(exact.Int(int64(unit)))
	if nanoseconds, ok := product.Int64(); ok {
		return time.Duration(nanoseconds), nil
	}
	if !product.Valid() || product.Abs().Cmp(exact.Int(math.MaxInt64)) > 0 {
		return 0, &fault{"the duration is longer than 292 years", "write a shorter one"}
	}
	return 0, &fault{"the duration is finer than a nanosecond", "write whole nanoseconds"}
}

// The instants that are kept, in seconds since 1970: an int64 of nanoseconds
// holds the years 1678 to 2261 and parts of those around them.
var (
	firstSecond = time.Date(1678, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	endSecond   = time.Date(2262, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
)

func storeInstant(b *Builder, i int, v value, zone *time.Location) *fault {
	second, fraction := v.instant.Unix(), v.instant.Nanosecond()
	text := ""
	switch v.class {
	case ofText:
		text = strings.TrimSpace(v.text)
		if text == "" {
			return b.missing(i)
		}
		var f *fault
		if second, fraction, f = parseInstant(text, zone); f != nil {
			return f
		}
	case ofInstant:
		if v.instant.IsZero() && b.table.schema.Fields[i].Type.Nullable {
			return b.missing(i)
		}
	}
	if second < firstSecond || second >= endSecond {
		if text == "" {
			text = v.instant.Format(time.RFC3339)
		}
		return &fault{prose.Quote(text) + " is outside the years 1678 to 2261", "leave the cell empty if the instant is not known"}
	}
	b.setInt(i, second*1e9+int64(fraction))
	return nil
}

func storeDate(b *Builder, i int, v value, _ *time.Location) *fault {
	nullable := b.table.schema.Fields[i].Type.Nullable
	switch v.class {
	case ofText:
		text := strings.TrimSpace(v.text)
		if text == "" {
			return b.missing(i)
		}
		day, f := parseDate(text)
		if f != nil {
			return f
		}
		v.day = day
	case ofInstant:
		// Database drivers give a DATE as the midnight that begins it.
		if v.instant.IsZero() && nullable {
			return b.missing(i)
		}
		if h, m, s := v.instant.Clock(); h != 0 || m != 0 || s != 0 || v.instant.Nanosecond() != 0 {
			return &fault{v.instant.Format(time.RFC3339Nano) + " has a time of day and is not a date", "declare the field as instant"}
		}
		v.day = calendar.DateOf(v.instant, v.instant.Location())
	case ofDay:
		if v.day.IsZero() && nullable {
			return b.missing(i)
		}
	}
	if !v.day.Valid() {
		return &fault{prose.Quote(v.day.String()) + " is not a date", "leave the cell empty if the date is not known"}
	}
	b.setInt(i, v.day.Number())
	return nil
}
