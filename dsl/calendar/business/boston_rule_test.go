package business

import (
	"fmt"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
)

// bostonTerm is a term in business days from where a request counts, or in calendar days
// from where it was opened.
type bostonTerm struct {
	business bool
	n        int64
}

func (t bostonTerm) String() string {
	unit := "calendar"
	if t.business {
		unit = "business"
	}
	if t.n == 1 {
		return "1 " + unit + " day"
	}
	return fmt.Sprintf("%d %s days", t.n, unit)
}

// bostonRule says from when a request counts whose term is in business days.
type bostonRule struct {
	c      *Calendar                                     // with the hours of the office
	counts func(c *Calendar, opened time.Time) time.Time // from when it counts
}

func newBostonRule(t *testing.T, c *Calendar, opens, closes time.Duration, zone *time.Location, counts func(c *Calendar, opened time.Time) time.Time) bostonRule {
	t.Helper()
	c, err := c.WithHours("Boston", Hours{Zone: zone, Week: MondayToFriday(Shift{opens, closes})})
	if err != nil {
		t.Fatal(err)
	}
	return bostonRule{c, counts}
}

// asFound: a request of a weekend counts as if it came in on Monday at the same time of
// day. Then what came in after the office closes counts from the next opening. What came
// in before it opens counts from then, and not from the opening.
func asFound(c *Calendar, opened time.Time) time.Time {
	opened = sameTimeOnBusinessDay(c, opened)
	h, _ := c.Hours()
	if clockOf(opened) >= h.Week[time.Monday][0].To {
		opened, _ = c.NextOpening(opened)
	}
	return opened
}

func sameTimeOnBusinessDay(c *Calendar, opened time.Time) time.Time {
	if is, _ := c.IsBusinessDay(calendar.DateOf(opened, opened.Location())); !is {
		opened, _ = c.AddBusinessDaysAt(opened, 1)
	}
	return opened
}

func fromNextOpening(c *Calendar, opened time.Time) time.Time {
	opened, _ = c.NextOpening(opened)
	return opened
}

// eveningsOnly is as found, but a weekend is one long evening, which ends when the office
// opens on Monday.
func eveningsOnly(c *Calendar, opened time.Time) time.Time {
	if is, _ := c.IsBusinessDay(calendar.DateOf(opened, opened.Location())); !is {
		return fromNextOpening(c, opened)
	}
	return asFound(c, opened)
}

// due returns the due time of a request that was opened at an instant.
func (r bostonRule) due(term bostonTerm, opened time.Time) time.Time {
	if term.business {
		at, _ := r.c.AddBusinessDaysAt(r.counts(r.c, opened), term.n)
		return at
	}
	zone := opened.Location()
	return calendar.Resolve(calendar.DateOf(opened, zone).AddDays(term.n), clockOf(opened), zone)
}

// termOf returns the term that most of the due times have: the number of business days
// that most of them are after where their requests count, or the number of calendar days
// after the day of opening, whichever gives more due times; calendar days when both give
// as many.
func (r bostonRule) termOf(requests []bostonRequest) bostonTerm {
	business, days := map[int64]int{}, map[int64]int{}
	for _, q := range requests {
		zone := q.opened.Location()
		until := calendar.DateOf(q.target, zone)
		n, _ := r.c.BusinessDays(calendar.DateOf(r.counts(r.c, q.opened), zone), until)
		business[n]++
		days[until.Number()-calendar.DateOf(q.opened, zone).Number()]++
	}
	inBusinessDays, inDays := bostonTerm{true, mostOften(business)}, bostonTerm{false, mostOften(days)}
	if r.compare(inBusinessDays, requests).reproduced() > r.compare(inDays, requests).reproduced() {
		return inBusinessDays
	}
	return inDays
}

// mostOften returns the number that was counted most often, the smallest of several.
func mostOften(count map[int64]int) (n int64) {
	best := 0
	for candidate, times := range count {
		if times > best || times == best && candidate < n {
			n, best = candidate, times
		}
	}
	return n
}

// How a printed due time relates to the one that a rule gives: in the order in which they
// are tried.
const (
	exact     = iota
	oneSecond // before it
	oneMinute // up to a minute before it
	unstamped // up to a minute after it, the request being opened at a whole minute
	byHand    // anything, at a whole minute
	halfHour  // up to half an hour before it
	otherTerm // another number of business days, and the request's time of day also after the cut-off
	unknown
	relations
)

type bostonFit [relations]int

// reproduced returns those that the rule gives: for the minute see testdata/boston.txt.
func (f bostonFit) reproduced() int { return f[exact] + f[oneSecond] + f[oneMinute] }

// compare counts the due times by how they relate to those of the rule.
func (r bostonRule) compare(term bostonTerm, requests []bostonRequest) (found bostonFit) {
	for _, q := range requests {
		found[q.relation(r.due(term, q.opened))]++
	}
	return found
}

func (q bostonRequest) relation(due time.Time) int {
	early := due.Sub(q.target)
	clock := clockOf(q.opened) - clockOf(q.target)
	switch {
	case early == 0:
		return exact
	case early == time.Second:
		return oneSecond
	case early > 0 && early <= time.Minute:
		return oneMinute
	case early < 0 && early > -time.Minute && q.opened.Second() == 0:
		return unstamped
	case q.target.Second() == 0:
		return byHand
	case early > 0 && early <= 30*time.Minute:
		return halfHour
	case clock == 0 || clock == time.Second:
		return otherTerm
	}
	return unknown
}
