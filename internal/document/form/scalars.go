package form

import (
	"slices"
	"strconv"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/prose"
)

// Text is the form of any text.
var Text = TextOf("text")

// TextOf returns the form of a text of some sort, such as a condition. Any text is read;
// whether it is of that sort is for a later check to say.
func TextOf(noun string) Form[string] {
	return New(Shape{Kind: Scalar, Noun: noun}, func(r *Reader, n *document.Node, into *string) {
		if n.Kind != document.Scalar {
			r.WrongShape(n, "a text is expected here", "write it on the line, between quotes if it holds ': ' or ' #'")
			return
		}
		*into = n.Text
	})
}

// WholeNumber is the form of a whole number.
var WholeNumber = New(Shape{Kind: Number, Noun: "whole number"}, func(r *Reader, n *document.Node, into *int) {
	const advice = "write digits alone, such as 1"
	if n.Kind != document.Scalar {
		r.WrongShape(n, "a whole number is expected here", advice)
		return
	}
	v, err := strconv.Atoi(n.Text)
	if err != nil {
		r.Bad(n, isNot(n.Text, "a whole number"), advice)
		return
	}
	*into = v
})

// OneOf returns the form of a value that is written as one of some words. Value returns
// what a word stands for.
func OneOf[T any](words []string, value func(word string) (T, bool)) Form[T] {
	known := slices.Sorted(slices.Values(words))
	return New(Shape{Kind: Word, Words: words}, func(r *Reader, n *document.Node, into *T) {
		if n.Kind != document.Scalar {
			r.WrongShape(n, "a word is expected here", prose.DidYouMean("", known))
			return
		}
		v, ok := value(n.Text)
		if !ok {
			r.Bad(n, isNot(n.Text, "a word that can stand here"), prose.DidYouMean(n.Text, known))
			return
		}
		*into = v
	})
}

// Date is the form of a day.
var Date = New(Shape{Kind: Scalar, Noun: "date"}, func(r *Reader, n *document.Node, into *calendar.Date) {
	const advice = "write it as 2026-10-01"
	if n.Kind != document.Scalar {
		r.WrongShape(n, "a date is expected here", advice)
		return
	}
	date, err := calendar.ParseDate(n.Text)
	if err != nil {
		r.Bad(n, isNot(n.Text, "a date"), advice)
		return
	}
	*into = date
})

// DateKey reads a day that stands as a key, and reports whether it could be read.
func DateKey(r *Reader, e document.Entry) (calendar.Date, bool) {
	date, err := calendar.ParseDate(e.Key)
	if err != nil {
		r.ReportKey(e, codes.BadValue, isNot(e.Key, "a date"), "write it as 2026-10-01")
	}
	return date, err == nil
}

// Instant is the form of an instant with its offset. A day would leave open when on that
// day.
var Instant = New(Shape{Kind: Scalar, Noun: "instant"}, func(r *Reader, n *document.Node, into *time.Time) {
	at, err := time.Parse(time.RFC3339Nano, n.Text)
	if n.Kind != document.Scalar || err != nil {
		r.Bad(n, "an instant with its offset is expected here", "write it as 2026-03-01T09:00:00-05:00")
		return
	}
	*into = at
})

// Start and End are the forms of a day or an instant at which a time begins or ends. A
// day begins with its first instant in the reader's zone and ends before the first
// instant of the next.
var Start, End = moment(0), moment(1)

func moment(daysAfter int64) Form[time.Time] {
	return New(Shape{Kind: Scalar, Noun: "date or instant"}, func(r *Reader, n *document.Node, into *time.Time) {
		const advice = "write 2026-10-01, or 2026-10-01T08:00:00-04:00"
		if n.Kind != document.Scalar {
			r.WrongShape(n, "a date or an instant is expected here", advice)
			return
		}
		if at, err := time.Parse(time.RFC3339Nano, n.Text); err == nil {
			*into = at
			return
		}
		if date, err := calendar.ParseDate(n.Text); err == nil {
			*into = date.AddDays(daysAfter).In(r.zone())
			return
		}
		r.Bad(n, prose.Quote(n.Text)+" is neither a date nor an instant", advice)
	})
}
