package outage

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/internal/calendartest"
	"github.com/concord-sla/concord/internal/script"
)

// TestOutages runs outages.txt, which says itself what its lines mean.
func TestOutages(t *testing.T) {
	calendars := calendartest.Calendars{}
	n := script.Cases(t, "testdata/outages.txt", calendars.Define, func(t *testing.T, c script.Case) []string {
		q, err := questionOf(calendars, c)
		if err != nil {
			t.Fatalf("line %d, %s: %v", c.Line, c.Title, err)
		}
		return q.answer(t, c)
	})
	if n < 89 {
		t.Errorf("there are %d cases, fewer than there were", n)
	}
}

// question is a case of the file.
type question struct {
	rule     Rule
	zone     *time.Location
	record   Record
	problems []Problem // of checks
	date     calendar.Date
}

func questionOf(calendars calendartest.Calendars, c script.Case) (q question, err error) {
	q.zone = time.UTC
	var checks []Check
	var hold Hold
	for _, input := range c.Inputs {
		switch input.Word {
		case "rule":
			err = q.readRule(calendars, strings.Split(input.Rest, ", "))
		case "components":
			q.rule.Components, err = componentsOf(input.Rest)
		case "span":
			var o Outage
			o, _, err = q.window(strings.Fields(input.Rest))
			q.record.Span = Span{o.From, o.To}
		case "outages":
			for text := range strings.SplitSeq(input.Rest, ";") {
				o, rest, err := q.window(strings.Fields(text))
				if err != nil {
					return q, err
				}
				for _, word := range rest {
					switch {
					case word == "unknown":
						o.Unknown = true
					case strings.Contains(word, "/"):
						_, err = fmt.Sscanf(word, "%d/%d", &o.Weight.Num, &o.Weight.Den)
					default:
						o.Component = word
					}
				}
				if err != nil {
					return q, err
				}
				q.record.Outages = append(q.record.Outages, o)
			}
		case "exclusions":
			for text := range strings.SplitSeq(input.Rest, ";") {
				o, rest, err := q.window(strings.Fields(text))
				if err != nil {
					return q, err
				}
				e := Exclusion{From: o.From, To: o.To}
				if len(rest) > 0 && rest[0] != "announced" {
					e.Kind, rest = Kind(rest[0]), rest[1:]
				}
				if len(rest) > 0 {
					if e.Announced, _, err = calendartest.Instant(rest[1:], &q.date, q.zone); err != nil {
						return q, err
					}
				}
				q.record.Exclusions = append(q.record.Exclusions, e)
			}
		case "notice":
			err = q.readNotice(calendars, strings.Fields(input.Rest))
		case "checks":
			for text := range strings.SplitSeq(input.Rest, ";") {
				at, rest, err := calendartest.Instant(strings.Fields(text), &q.date, q.zone)
				if err != nil {
					return q, err
				}
				check := Check{At: at, Status: map[string]Status{"up": Up, "down": Down, "degraded": Degraded}[rest[0]]}
				for _, word := range rest[1:] {
					if strings.Contains(word, "/") {
						_, err = fmt.Sscanf(word, "%d/%d", &check.Weight.Num, &check.Weight.Den)
					} else {
						check.Component = word
					}
				}
				if err != nil {
					return q, err
				}
				checks = append(checks, check)
			}
		case "parts":
			hold.Components = strings.Fields(input.Rest)
		case "longest":
			hold.Longest, err = time.ParseDuration(input.Rest)
		default:
			err = fmt.Errorf("%q is not a line of a case", input.Word)
		}
		if err != nil {
			return q, err
		}
	}
	if checks != nil || hold.Components != nil {
		hold.Since, hold.Until = q.record.Span.From, q.record.Span.To
		o := hold.Outages(checks)
		q.record.Outages, q.problems = append(q.record.Outages, o.Outages...), o.Problems
	}
	return q, nil
}

// window reads AT to AT.
func (q *question) window(words []string) (o Outage, rest []string, err error) {
	if o.From, words, err = calendartest.Instant(words, &q.date, q.zone); err != nil {
		return o, nil, err
	}
	if len(words) < 2 || words[0] != "to" {
		return o, nil, fmt.Errorf("%q: write to and another instant", words)
	}
	o.To, rest, err = calendartest.Instant(words[1:], &q.date, q.zone)
	return o, rest, err
}

func (q *question) readRule(calendars calendartest.Calendars, options []string) (err error) {
	for i, option := range options {
		words := strings.Fields(option)
		switch {
		case i == 0:
			q.rule.Calendar, q.zone, err = calendars.Find(option)
		case words[0] == "minimum":
			q.rule.Minimum, err = time.ParseDuration(words[1])
		case option == "started minutes":
			q.rule.Rounding = StartedMinutes
		case option == "full minutes":
			q.rule.Rounding = FullMinutes
		case words[0] == "any":
			q.rule.Rounding = SlicesAny
			q.rule.Grid, err = time.ParseDuration(words[2])
		case words[0] == "all":
			q.rule.Rounding = SlicesAll
			q.rule.Grid, err = time.ParseDuration(words[2])
		case words[0] == "probes":
			q.rule.Rounding = Probes
			q.rule.Grid, err = time.ParseDuration(words[1])
			q.rule.Failed, _ = strconv.Atoi(words[2])
			q.rule.Of, _ = strconv.Atoi(words[4])
		case option == "added back":
			q.rule.Excluded = AddedBack
		case option == "unknown is up":
			q.rule.Unknown = UnknownIsUp
		case option == "unknown is left out":
			q.rule.Unknown = UnknownIsLeftOut
		default:
			err = fmt.Errorf("%q is not an option of a rule", option)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (q *question) readNotice(calendars calendartest.Calendars, words []string) error {
	n := Notice{}
	for len(words) > 0 {
		switch {
		case len(words) > 2 && words[1] == "business":
			days, err := strconv.Atoi(words[0])
			if err != nil {
				return err
			}
			n.BusinessDays, words = int64(days), words[3:]
		case len(words) > 1 && words[0] == "by":
			by, _, err := calendars.Find(words[1])
			if err != nil {
				return err
			}
			n.Calendar, words = by, words[2:]
		default:
			if d, err := time.ParseDuration(words[0]); err == nil {
				n.LeadTime = d
			} else {
				n.Kind = Kind(words[0])
			}
			words = words[1:]
		}
	}
	q.rule.Notices = append(q.rule.Notices, n)
	return nil
}

// componentsOf reads a name, series(...) or parallel(...).
func componentsOf(text string) (Component, error) {
	c, rest, err := componentOf(text)
	if err == nil && rest != "" {
		err = fmt.Errorf("%q is left over", rest)
	}
	return c, err
}

func componentOf(text string) (Component, string, error) {
	text = strings.TrimSpace(text)
	end := strings.IndexAny(text, "(),")
	if end < 0 || text[end] != '(' {
		if end < 0 {
			end = len(text)
		}
		return One(strings.TrimSpace(text[:end])), text[end:], nil
	}
	kind, rest := text[:end], text[end:]
	var parts []Component
	for rest != "" && rest[0] != ')' {
		part, after, err := componentOf(rest[1:])
		if err != nil || after == "" {
			return Component{}, "", fmt.Errorf("%q does not end", text)
		}
		parts, rest = append(parts, part), after
	}
	if kind == "parallel" {
		return Parallel(parts...), rest[1:], nil
	}
	return Series(parts...), rest[1:], nil
}

func (q question) answer(t *testing.T, c script.Case) (lines []string) {
	r, err := q.rule.Measure(q.record)
	if err != nil {
		return []string{"error: " + err.Error()}
	}
	if problem := addsUp(r); problem != "" {
		t.Errorf("line %d, %s: %s", c.Line, c.Title, problem)
	}
	available := "not measured"
	if a := r.Availability(); a != nil {
		available = a.RatString()
	}
	unknown := ""
	if r.UnknownTime > 0 {
		unknown = ", unknown " + length0(r.UnknownTime)
	}
	lines = append(lines, fmt.Sprintf("agreed %s, excluded %s%s, down %s: available %s", length0(r.Agreed), length0(r.Excluded), unknown, ratLength(r.Down), available))
	for _, v := range r.Intervals {
		text := "down " + shownSpan(v.Span)
		if v.Weight.String() != "1" {
			text += " at " + v.Weight.String()
		}
		lines = append(lines, "  "+text+", "+length0(v.To.Sub(v.From)))
	}
	for _, run := range r.Runs {
		switch {
		case run.Short:
			lines = append(lines, "  short "+shownSpan(run.Span))
		case run.Rounded != run.Length:
			lines = append(lines, fmt.Sprintf("  rounded %s: %s to %s", shownSpan(run.Span), length0(run.Length), length0(run.Rounded)))
		}
	}
	for _, e := range r.Exclusions {
		text := fmt.Sprintf("excluded %s by %d", length0(e.Length), e.Exclusion+1)
		if e.Shared > 0 {
			text += fmt.Sprintf(", and %s that an earlier one takes", length0(e.Shared))
		}
		lines = append(lines, text)
		for _, s := range e.Intervals {
			lines = append(lines, "  "+shownSpan(s))
		}
	}
	for _, refused := range r.Refused {
		lines = append(lines, "refused "+refused.Diagnostic().Error())
	}
	for _, p := range append(q.problems, r.Problems...) {
		lines = append(lines, "problem "+p.String())
	}
	return lines
}

// addsUp says what does not add up, and nothing when all does.
func addsUp(r Result) string {
	if r.Down.Sign() < 0 || r.Up().Sign() < 0 {
		return "less than nothing is down or up"
	}
	excluded := time.Duration(0)
	for _, e := range r.Exclusions {
		own := time.Duration(0)
		for _, s := range e.Intervals {
			own += s.To.Sub(s.From)
		}
		if own != e.Length {
			return fmt.Sprintf("an exclusion of %s has intervals of %s", e.Length, own)
		}
		excluded += e.Length
	}
	if excluded != r.Excluded || excluded > r.Agreed {
		return fmt.Sprintf("the exclusions are %s, and %s of %s are excluded", excluded, r.Excluded, r.Agreed)
	}
	unknown := time.Duration(0)
	for _, s := range r.Unknown {
		unknown += s.To.Sub(s.From)
	}
	if unknown != r.UnknownTime || excluded+unknown > r.Agreed {
		return fmt.Sprintf("the unknown spans are %s, and %s of %s are unknown", unknown, r.UnknownTime, r.Agreed)
	}
	last, down := time.Time{}, new(big.Rat)
	for _, v := range r.Intervals {
		if v.From.Before(last) || !v.From.Before(v.To) {
			return fmt.Sprintf("the interval %v follows on %s", v, last)
		}
		last = v.To
		down.Add(down, new(big.Rat).Mul(v.Weight.Rat(), new(big.Rat).SetInt64(int64(v.To.Sub(v.From)))))
	}
	if r.rule.Rounding != StartedMinutes && r.rule.Rounding != FullMinutes && down.Cmp(r.Down) != 0 {
		return fmt.Sprintf("the intervals are %s and %s is down", down, r.Down)
	}
	return ""
}

func shownSpan(s Span) string {
	clock := func(at time.Time) string {
		if at.Second() == 0 && at.Nanosecond() == 0 {
			return at.Format("15:04 MST")
		}
		return at.Format("15:04:05.999999999 MST")
	}
	to := clock(s.To)
	if s.From.Format(time.DateOnly) != s.To.Format(time.DateOnly) {
		to = s.To.Format("Mon 2006-01-02 ") + to
	}
	return s.From.Format("Mon 2006-01-02 ") + clock(s.From) + " to " + to
}

// length0 shows 1h30m0s as 1h30m.
func length0(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

func ratLength(r *big.Rat) string {
	if r.IsInt() {
		return length0(time.Duration(r.Num().Int64()))
	}
	return new(big.Rat).Quo(r, new(big.Rat).SetInt64(int64(time.Minute))).RatString() + " minutes"
}
