package recurrence

import (
	"fmt"
	"strings"
	"time"

	"github.com/concord-sla/concord/internal/prose"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
	"github.com/concord-sla/concord/dsl/calendar/recurrence/internal/ical"
)

// rule reads an RRULE for an event whose first occurrence and zone are known.
func (p *eventParser) rule(q *ical.Property, e *Event) *recurrence {
	before := p.mistakes
	for _, a := range q.Parameters {
		if !strings.HasPrefix(a.Name, "X-") {
			p.report(a.Place, "take it out", "RRULE has the parameter %s, which is not known", prose.Quote(a.Name))
		}
	}
	r := &recurrence{interval: 1, weekStarts: time.Monday}
	seen := map[string]ical.Value{}
	for _, v := range q.Value.Split(';') {
		name, value, _ := strings.Cut(v.Text, "=")
		name = strings.ToUpper(name)
		if _, twice := seen[name]; twice {
			p.report(v.At(0), "write it once", "the RRULE has a second %s", prose.Quote(name))
			continue
		}
		seen[name] = v
		if value == "" {
			p.report(v.At(0), "parts are written as FREQ=WEEKLY, with a semicolon between them", "%s is not a part of an RRULE", prose.Quote(v.Text))
			continue
		}
		p.rulePart(name, v.Slice(len(v.Text)-len(value), len(v.Text)), r, e)
	}
	if r.every == 0 && p.mistakes == before {
		p.report(q.Value.At(0), "write FREQ=DAILY, WEEKLY, MONTHLY or YEARLY", "the RRULE has no FREQ")
	}
	if p.mistakes == before {
		p.ruleTogether(q, seen, r, e)
	}
	if p.mistakes > before {
		return nil
	}
	r.from(calendar.DateOfNumber(civil.FloorDiv(e.first, civil.SecondsPerDay)))
	return r
}

func (p *eventParser) rulePart(name string, v ical.Value, r *recurrence, e *Event) {
	switch name {
	case "FREQ":
		words := map[string]frequency{"DAILY": daily, "WEEKLY": weekly, "MONTHLY": monthly, "YEARLY": yearly}
		if r.every = words[strings.ToUpper(v.Text)]; r.every == 0 {
			p.report(v.At(0), "write DAILY, WEEKLY, MONTHLY or YEARLY; what happens more than once a day is several events", "FREQ=%s is not read here", v.Text)
		}
	case "INTERVAL":
		r.interval = p.number(name, v)
	case "COUNT":
		r.count = p.number(name, v)
	case "UNTIL":
		p.until(v, r, e)
	case "WKST":
		o, ok := parseOrdinalDay(v.Text)
		if !ok || o.nth != 0 {
			p.report(v.At(0), "write MO, TU, WE, TH, FR, SA or SU", "WKST=%s is not a weekday", v.Text)
		}
		r.weekStarts = o.day
	case "BYDAY":
		for _, item := range v.Split(',') {
			o, ok := parseOrdinalDay(item.Text)
			if !ok {
				p.report(item.At(0), "write MO, TU, WE, TH, FR, SA or SU, and 2SU for the second or -1SU for the last", "BYDAY has %s, which is not a weekday", prose.Quote(item.Text))
			}
			r.days = append(r.days, o)
		}
	case "BYMONTHDAY":
		r.monthDays = p.numbers(name, v, 31, true)
	case "BYMONTH":
		for _, n := range p.numbers(name, v, 12, false) {
			r.months = append(r.months, time.Month(n))
		}
	case "BYSETPOS":
		r.positions = p.numbers(name, v, 366, true)
	case "BYSECOND", "BYMINUTE", "BYHOUR":
		p.report(v.At(0), "an event begins once on its day, at the time of DTSTART; write another event for another time", "%s is not read here", name)
	case "BYYEARDAY", "BYWEEKNO":
		p.report(v.At(0), "write the days with BYMONTH, BYMONTHDAY and BYDAY", "%s is not read here", name)
	default:
		p.report(v.At(0), "parts are FREQ, INTERVAL, COUNT, UNTIL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS and WKST", "the RRULE part %s is not known", prose.Quote(name))
	}
}

// until reads the end of a rule, which the standard wants in UTC when DTSTART has a zone.
func (p *eventParser) until(v ical.Value, r *recurrence, e *Event) {
	reading, utc, problem, advice := parseStamp(v.Text)
	switch {
	case problem != "":
		if len(v.Text) == len("20260111") && problem == "it is a date without a time" {
			advice = "write when the last occurrence begins, in UTC, as in UNTIL=20261231T070000Z"
		}
		p.report(v.At(0), advice, "UNTIL %s: %s", prose.Quote(v.Text), problem)
		return
	case !utc:
		at, _ := civil.Resolve(reading, e.zone)
		p.report(v.At(0), fmt.Sprintf("write %s if it is on the clocks of %s", time.Unix(at, 0).UTC().Format("20060102T150405Z"), e.zone), "UNTIL is not in UTC")
		return
	}
	r.until, r.ends = reading, true
	if first := e.starting(e.first); r.until < first.at {
		p.report(v.At(0), "write when the last occurrence begins", "the rule ends before the event begins")
	}
}

// ruleTogether reports parts that do not go with each other (section 3.3.10).
func (p *eventParser) ruleTogether(q *ical.Property, seen map[string]ical.Value, r *recurrence, e *Event) {
	has := func(name string) bool { return seen[name].Text != "" }
	if has("COUNT") && has("UNTIL") {
		p.report(seen["COUNT"].At(0), "take one of them out", "the RRULE has a COUNT and an UNTIL")
	}
	if has("BYSETPOS") && len(r.days) == 0 && len(r.monthDays) == 0 && len(r.months) == 0 {
		p.report(seen["BYSETPOS"].At(0), "write the days to choose from, as in BYDAY=MO,TU,WE,TH,FR", "BYSETPOS has nothing to choose from")
	}
	if has("BYMONTHDAY") && r.every == weekly {
		p.report(seen["BYMONTHDAY"].At(0), "write FREQ=MONTHLY, or FREQ=DAILY", "a WEEKLY rule cannot have BYMONTHDAY")
	}
	for _, o := range r.days {
		switch most := map[frequency]int{monthly: 5, yearly: 53}[r.every]; {
		case o.nth != 0 && most == 0:
			p.report(seen["BYDAY"].At(0), "take the number out, or write FREQ=MONTHLY", "only a MONTHLY or YEARLY rule can number its weekdays")
			return
		case max(o.nth, -o.nth) > most && o.nth != 0:
			p.report(seen["BYDAY"].At(0), fmt.Sprintf("there are at most %d", most), "no month or year has a weekday number %d", o.nth)
			return
		}
	}
}

// parseOrdinalDay reads SU, 2SU, +2SU and -1SU.
func parseOrdinalDay(text string) (ordinalDay, bool) {
	if len(text) < 2 {
		return ordinalDay{}, false
	}
	number, name := text[:len(text)-2], strings.ToUpper(text[len(text)-2:])
	at := strings.Index("SUMOTUWETHFRSA", name)
	if at < 0 || at%2 != 0 {
		return ordinalDay{}, false
	}
	o := ordinalDay{day: time.Weekday(at / 2)}
	if number == "" {
		return o, true
	}
	n, ok := signed(number)
	o.nth = n
	return o, ok && n != 0 && n >= -53 && n <= 53
}

// signed reads a number of one to three digits, which may have a sign.
func signed(text string) (int, bool) {
	minus := strings.HasPrefix(text, "-")
	if minus || strings.HasPrefix(text, "+") {
		text = text[1:]
	}
	n, ok := civil.Digits(text)
	if minus {
		n = -n
	}
	return n, ok && len(text) <= 3
}

// number reads a number from 1.
func (p *eventParser) number(name string, v ical.Value) int64 {
	n, ok := civil.Digits(v.Text)
	if !ok || n == 0 {
		p.report(v.At(0), "write a whole number from 1 to 999999999", "%s=%s cannot be", name, v.Text)
	}
	return int64(n)
}

// numbers reads a list of numbers from 1, or from the end.
func (p *eventParser) numbers(name string, v ical.Value, most int, fromEnd bool) []int {
	var all []int
	for _, item := range v.Split(',') {
		n, ok := signed(item.Text)
		if !ok || n == 0 || n > most || n < -most || n < 0 && !fromEnd {
			advice := fmt.Sprintf("write numbers from 1 to %d", most)
			if fromEnd {
				advice += ", or from -1 for the last"
			}
			p.report(item.At(0), advice, "%s has %s, which is none", name, prose.Quote(item.Text))
		}
		all = append(all, n)
	}
	return all
}

// begins reports whether the rule chooses the day of the first occurrence.
func (r *recurrence) begins(first int64) bool {
	day := civil.FloorDiv(first, civil.SecondsPerDay)
	is := false
	r.each(day, day, day, func(int64) bool {
		is = true
		return false
	})
	return is
}

// nextAdvice says on which day the event could begin instead. Days come back after 400
// years, but nobody waits for longer than these.
func (r *recurrence) nextAdvice(first int64) string {
	const years = 60
	day, next := civil.FloorDiv(first, civil.SecondsPerDay), int64(civil.NoNumber)
	r.each(day, day, day+years*366, func(d int64) bool {
		next = d
		return false
	})
	if next == civil.NoNumber {
		return fmt.Sprintf("it chooses none in the next %d years", years)
	}
	return "begin on " + calendar.DateOfNumber(next).String() + ", which is the first that it chooses"
}
