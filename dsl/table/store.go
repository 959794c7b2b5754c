package table

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table/internal/scan"
	"github.com/concord-sla/concord/internal/prose"
)

// The functions of this file store a value of a class that the kind takes. Those that
// read text trim the spaces around it, and take no text as no value; text itself and the
// values of an enum are kept as they are.

func storeBoolean(b *Builder, i int, v value, _ *time.Location) *scan.Fault {
	if v.class == ofText {
		switch text := strings.TrimSpace(v.text); text {
		case "":
			return b.missing(i)
		case "true":
			v.truth = true
		case "false":
		default:
			return &scan.Fault{What: prose.Quote(text) + " is not a boolean", Advice: "write true or false"}
		}
	}
	b.setBool(i, v.truth)
	return nil
}

func storeText(b *Builder, i int, v value, _ *time.Location) *scan.Fault {
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
func checkText(text string) *scan.Fault {
	switch {
	case !utf8.ValidString(text):
		return &scan.Fault{What: prose.Quote(text) + " is not UTF-8 text", Advice: "save the source as UTF-8"}
	case strings.IndexByte(text, 0) >= 0:
		return &scan.Fault{What: prose.Quote(text) + " has a NUL byte", Advice: "remove it, or save the source as UTF-8 text"}
	}
	return nil
}

func storeEnum(b *Builder, i int, v value, _ *time.Location) *scan.Fault {
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
		return &scan.Fault{What: prose.Quote(v.text) + " is not one of the values", Advice: fmt.Sprintf("write %s without spaces around it", trimmed)}
	}
	return &scan.Fault{What: prose.Quote(v.text) + " is not one of the values", Advice: diag.DidYouMean(v.text, values)}
}

// storeNumber is for every kind whose cells are plain decimals.
func storeNumber(b *Builder, i int, v value, _ *time.Location) *scan.Fault {
	t := b.table.schema.Fields[i].Type
	if v.class == ofText {
		text := strings.TrimSpace(v.text)
		if text == "" {
			return b.missing(i)
		}
		n, f := scan.ParseNumber(text, t)
		if f != nil {
			return f
		}
		v.number = n
	}
	if !v.number.Valid() {
		return &scan.Fault{What: "the number is too large", Advice: "write a number of fewer digits"}
	}
	if t.Kind == kinds.Count && (!v.number.IsInt() || v.number.Sign() < 0) {
		return &scan.Fault{What: prose.Clip(v.number.String()) + " is not a count", Advice: "write a whole number, 0 or more"}
	}
	b.setNum(i, v.number)
	return nil
}

func storeDuration(b *Builder, i int, v value, _ *time.Location) *scan.Fault {
	unit := b.table.schema.Fields[i].Type.CellUnit
	switch v.class {
	case ofText:
		text := strings.TrimSpace(v.text)
		if text == "" {
			return b.missing(i)
		}
		d, f := scan.ParseElapsed(text, unit)
		if f != nil {
			return f
		}
		v.elapsed = d
	case ofWhole, ofNumber:
		if unit == 0 {
			return scan.NoUnit(prose.Clip(v.number.String()))
		}
		d, f := scan.Elapsed(v.number, unit)
		if f != nil {
			return f
		}
		v.elapsed = d
	}
	if v.elapsed < 0 {
		return &scan.Fault{What: v.elapsed.String() + " is negative", Advice: "write how much time passed, 0 or more"}
	}
	b.setInt(i, int64(v.elapsed))
	return nil
}

func storeInstant(b *Builder, i int, v value, zone *time.Location) *scan.Fault {
	second, fraction := v.instant.Unix(), v.instant.Nanosecond()
	text := ""
	switch v.class {
	case ofText:
		text = strings.TrimSpace(v.text)
		if text == "" {
			return b.missing(i)
		}
		var f *scan.Fault
		if second, fraction, f = scan.ParseInstant(text, zone); f != nil {
			return f
		}
	case ofInstant:
		if v.instant.IsZero() && b.table.schema.Fields[i].Type.Nullable {
			return b.missing(i)
		}
	}
	if second < scan.FirstSecond || second >= scan.EndSecond {
		if text == "" {
			text = v.instant.Format(time.RFC3339)
		}
		return &scan.Fault{What: prose.Quote(text) + " is outside the years 1678 to 2261", Advice: "leave the cell empty if the instant is not known"}
	}
	b.setInt(i, second*1e9+int64(fraction))
	return nil
}

func storeDate(b *Builder, i int, v value, _ *time.Location) *scan.Fault {
	nullable := b.table.schema.Fields[i].Type.Nullable
	switch v.class {
	case ofText:
		text := strings.TrimSpace(v.text)
		if text == "" {
			return b.missing(i)
		}
		day, f := scan.ParseDate(text)
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
			return &scan.Fault{What: v.instant.Format(time.RFC3339Nano) + " has a time of day and is not a date", Advice: "declare the field as instant"}
		}
		v.day = calendar.DateOf(v.instant, v.instant.Location())
	case ofDay:
		if v.day.IsZero() && nullable {
			return b.missing(i)
		}
	}
	if !v.day.Valid() {
		return &scan.Fault{What: prose.Quote(v.day.String()) + " is not a date", Advice: "leave the cell empty if the date is not known"}
	}
	b.setInt(i, v.day.Number())
	return nil
}
