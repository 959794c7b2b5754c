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

// stamp is a DATE-TIME of iCalendar, with the zone on whose clocks it is read.
type stamp struct {
	zone    *time.Location
	reading int64 // of those clocks, in seconds since 1970-01-01 00:00 on them
	at      int64 // seconds since 1970 UTC, by the rule of Resolve
	place   ical.Place
}

// String returns the reading as a person would write it.
func (s stamp) String() string {
	return readingText(s.reading) + " " + s.zone.String()
}

func readingText(reading int64) string {
	clock := civil.FloorMod(reading, civil.SecondsPerDay)
	return fmt.Sprintf("%s %02d:%02d:%02d", calendar.DateOfNumber(civil.FloorDiv(reading, civil.SecondsPerDay)), clock/3600, clock/60%60, clock%60)
}

// one reads a property with one DATE-TIME.
func (p *eventParser) one(q *ical.Property) (stamp, bool) {
	all := p.stamps(q, []ical.Value{q.Value}, true)
	if len(all) != 1 {
		return stamp{}, false
	}
	return all[0], true
}

// many reads a property with a list of them. It may be read again; what is wrong is then
// reported again, so that it is to be read once before.
func (p *eventParser) many(q *ical.Property) []stamp {
	return p.stamps(q, q.Value.Split(','), false)
}

func (p *eventParser) stamps(q *ical.Property, values []ical.Value, single bool) []stamp {
	var zone *time.Location
	for _, a := range q.Parameters {
		switch {
		case a.Name == "TZID":
			z, ok := p.zone(a.Value)
			if !ok {
				return nil
			}
			zone = z
		case a.Name == "VALUE" && strings.EqualFold(a.Value.Text, "DATE-TIME"), strings.HasPrefix(a.Name, "X-"):
		case a.Name == "VALUE":
			p.report(a.Place, "write a date and a time, as in "+q.Name+";TZID=America/New_York:20260111T020000", "%s is a %s", q.Name, prose.Quote(a.Value.Text))
			return nil
		default:
			p.report(a.Place, "take it out", "%s has the parameter %s, which is not known", q.Name, prose.Quote(a.Name))
			return nil
		}
	}
	var all []stamp
	for _, v := range values {
		reading, utc, problem, advice := parseStamp(v.Text)
		s := stamp{zone: zone, reading: reading, place: v.At(0)}
		switch {
		case problem != "":
			if single && strings.Contains(v.Text, ",") {
				problem, advice = "there is more than one", "write one"
			}
			p.report(s.place, advice, "%s %s: %s", q.Name, prose.Quote(v.Text), problem)
			continue
		case utc && zone != nil:
			p.report(s.place, "take out the Z or the TZID", "%s %s is in UTC and in %s", q.Name, prose.Quote(v.Text), zone)
			continue
		case utc:
			s.zone = time.UTC
		case zone == nil:
			p.report(s.place, "write "+q.Name+";TZID=America/New_York:"+v.Text+", or a Z at its end for UTC", "%s has no time zone", q.Name)
			continue
		}
		s.at, _ = civil.Resolve(s.reading, s.zone)
		all = append(all, s)
	}
	return all
}

// parseStamp reads 20260111T020000, and whether a Z follows. When it cannot, the problem
// and the advice say why.
func parseStamp(text string) (reading int64, utc bool, problem, advice string) {
	const shape = "write year, month, day, T, hour, minute and second with all their digits, as in 20260111T020000"
	text, utc = strings.CutSuffix(text, "Z")
	if len(text) != len("20260111T020000") || text[8] != 'T' {
		if len(text) == len("20260111") {
			return 0, utc, "it is a date without a time", shape
		}
		return 0, utc, "it is not a date and a time", shape
	}
	var n [6]int
	from := 0
	for i, width := range [...]int{4, 2, 2, 2, 2, 2} {
		if i == 3 {
			from++ // the T
		}
		value, ok := civil.Digits(text[from : from+width])
		if !ok {
			return 0, utc, "it is not a date and a time", shape
		}
		n[i] = value
		from += width
	}
	d, err := calendar.NewDate(n[0], time.Month(n[1]), n[2])
	switch {
	case err != nil:
		return 0, utc, err.Error(), "write a day that there is"
	case n[3] > 23:
		return 0, utc, fmt.Sprintf("there is no hour %d", n[3]), "hours are 00 to 23; midnight is 00 of the next day"
	case n[4] > 59:
		return 0, utc, fmt.Sprintf("there is no minute %d", n[4]), "minutes are 00 to 59"
	case n[5] == 60:
		return 0, utc, "leap seconds are not counted here", "write second 59, or 00 of the next minute"
	case n[5] > 60:
		return 0, utc, fmt.Sprintf("there is no second %d", n[5]), "seconds are 00 to 59"
	}
	return d.Number()*civil.SecondsPerDay + int64(n[3]*3600+n[4]*60+n[5]), utc, "", ""
}
