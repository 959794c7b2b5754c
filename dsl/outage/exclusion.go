package outage

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/diag"
)

// Kind is why something does not count, in the words of an agreement. Any text is a kind
// to this package; these are the kinds that an agreement knows.
type Kind string

const (
	Planned        Kind = "planned"         // announced and agreed beforehand
	Authorized     Kind = "authorized"      // allowed by the customer
	CustomerCaused Kind = "customer caused" // the customer's own doing
	ThirdParty     Kind = "third party"     // caused by someone neither side answers for
	OutOfScope     Kind = "out of scope"    // not what the metric is about
)

// Notice is how long before its beginning an exclusion must be announced.
type Notice struct {
	// Kind is the kind of the exclusions that need it; empty for those of all kinds
	// without their own.
	Kind Kind
	// BusinessDays is how many there are at least, from the day of the announcement to
	// the day on which it begins.
	BusinessDays int64
	LeadTime     time.Duration
	Calendar     *business.Calendar // whose business days; nil for those of the service hours
	// Zone is the zone on whose dates they are counted; nil for that of the calendar's
	// hours, or UTC when it has none.
	Zone *time.Location
}

// Refusal is an exclusion that excludes nothing, and why.
type Refusal struct {
	Exclusion int // by its index in the [Record]
	Code      diag.Code
	// Needed is what notice it needed and had, as a clause without a full stop; empty
	// when that was not the reason.
	Needed string
}

// Diagnostic returns the refusal as a warning: why the exclusion excludes nothing, and
// what to write instead.
func (r Refusal) Diagnostic() *diag.Diagnostic {
	d, _ := diagnostic(r.Code, r.Exclusion)
	if r.Needed != "" {
		d.Summary += ": " + r.Needed
	}
	return d
}

// Excluded is what an exclusion excludes of the agreed time.
type Excluded struct {
	Exclusion int           // by its index in the [Record]
	Length    time.Duration // the agreed time that it excludes, without what an earlier exclusion excludes
	Shared    time.Duration // the agreed time in it that an earlier exclusion excludes
	Intervals []Span        // the intervals that add up to Length
}

// refuse returns why an exclusion excludes nothing; ok is true when it does.
func (r Rule) refuse(e Exclusion) (code diag.Code, needed string, ok bool, err error) {
	switch {
	case e.From.IsZero() || e.To.IsZero():
		return ExclusionWithoutEnds, "", false, nil
	case e.To.Before(e.From):
		return ExclusionEndsBefore, "", false, nil
	}
	notice, found := r.noticeFor(e.Kind)
	switch {
	case !found || notice.BusinessDays <= 0 && notice.LeadTime <= 0:
		return "", "", true, nil
	case e.Announced.IsZero():
		return ExclusionNotAnnounced, "it needs " + notice.text(), false, nil
	}
	if had := e.From.Sub(e.Announced); had < notice.LeadTime {
		return ExclusionAnnouncedLate, fmt.Sprintf("it needs %s and had %s", notice.text(), had), false, nil
	}
	if notice.BusinessDays > 0 {
		days, err := notice.days(r.Calendar, e)
		if err != nil {
			return "", "", false, err
		}
		if days < notice.BusinessDays {
			return ExclusionAnnouncedLate, fmt.Sprintf("it needs %s and had %d", notice.text(), days), false, nil
		}
	}
	return "", "", true, nil
}

func (r Rule) noticeFor(kind Kind) (notice Notice, found bool) {
	for _, n := range r.Notices {
		if n.Kind == kind {
			return n, true
		}
		if n.Kind == "" && !found {
			notice, found = n, true
		}
	}
	return notice, found
}

func (n Notice) text() string {
	switch {
	case n.BusinessDays > 0 && n.LeadTime > 0:
		return fmt.Sprintf("%d business days and %s", n.BusinessDays, n.LeadTime)
	case n.BusinessDays > 0:
		return fmt.Sprintf("%d business days", n.BusinessDays)
	}
	return n.LeadTime.String()
}

// days counts the business days of notice.
func (n Notice) days(hours *business.Calendar, e Exclusion) (int64, error) {
	c := n.Calendar
	if c == nil {
		c = hours
	}
	if c == nil {
		return 0, errors.New("a notice in business days needs a calendar, and the service has none: give the notice one")
	}
	zone := n.Zone
	if h, ok := c.Hours(); ok && zone == nil {
		zone = h.Zone
	}
	if zone == nil {
		zone = time.UTC
	}
	return c.BusinessDays(calendar.DateOf(e.Announced, zone), calendar.DateOf(e.From, zone))
}

// exclude finds what the exclusions exclude of the hours within a span, and the line of
// all of them.
func (m *measurement) exclude(exclusions []Exclusion, hours []timeRange) ([]timeRange, error) {
	type window struct {
		timeRange
		index int
	}
	var windows []window
	for i, e := range exclusions {
		code, needed, ok, err := m.rule.refuse(e)
		if err != nil {
			return nil, diag.Within(fmt.Sprintf("exclusion %d", i+1), err)
		}
		if !ok {
			m.result.Refused = append(m.result.Refused, Refusal{Exclusion: i, Code: code, Needed: needed})
			continue
		}
		windows = append(windows, window{timeRange{nanos(e.From), nanos(e.To)}, i})
	}
	slices.SortFunc(windows, func(a, b window) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.index, b.index)) })
	var line []timeRange
	span := []timeRange{m.span}
	for _, w := range windows {
		// Those before it began no later, so of its time they take a beginning.
		own := w.timeRange
		if last := len(line) - 1; last >= 0 && line[last].to > own.from {
			own.from = line[last].to
		}
		all := portion(hours, intersect([]timeRange{w.timeRange}, span))
		taken := Excluded{Exclusion: w.index}
		if own.from < own.to {
			line = append(line, own)
			for _, s := range portion(hours, intersect([]timeRange{own}, span)) {
				taken.Intervals = append(taken.Intervals, m.shown(s))
				taken.Length += time.Duration(s.to - s.from)
			}
		}
		taken.Shared = time.Duration(length(all)) - taken.Length
		if len(all) > 0 {
			m.result.Exclusions = append(m.result.Exclusions, taken)
			m.result.Excluded += taken.Length
		}
	}
	return line, nil
}
