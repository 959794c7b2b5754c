package main

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/framework"
)

// What the facts' words are called in the catalog. A word that is not here is an error,
// so that nothing ships unread.

var unitWords = map[string]framework.Unit{
	"percent": framework.Percent, "percent_positive": framework.PercentPositive,
	"count": framework.Count, "score": framework.Score, "usd": framework.USD, "ratio": framework.Ratio, "boolean": framework.Boolean,
	"calendar_day": framework.CalendarDay, "business_day": framework.BusinessDay, "government_work_day": framework.BusinessDay,
	"day": framework.Day, "week": framework.Week, "month": framework.Month, "pay_period": framework.PayPeriod,
	"hour": framework.Hour, "minute": framework.Minute, "second": framework.Second,
	"business_hour": framework.BusinessHour, "core_business_hour": framework.BusinessHour,
	"percent_per_year": framework.Percent, "duration": framework.Duration, "unspecified": framework.NoUnit,
	"usd_or_hours": framework.NoUnit, "boolean_or_score": framework.NoUnit,
}

// unitNotes explain the units that have no unit of their own.
var unitNotes = map[string]string{
	"usd_or_hours":     "the source lets it be counted in dollars or in labor hours",
	"boolean_or_score": "the source lets it be answered by yes or no, or by a score",
}

var directionWords = map[string]framework.Direction{
	"higher_is_better": framework.HigherIsBetter, "lower_is_better": framework.LowerIsBetter,
	"target_band": framework.InRange, "in_range": framework.InRange, "match": framework.MustMatch,
	"informational": framework.Informational, "unspecified": framework.DirectionNotStated,
}

var opWords = map[string]framework.Op{
	">=": framework.AtLeast, "<=": framework.AtMost, ">": framework.Above, "<": framework.Below,
	"=": framework.Equal, "within": framework.Deviates, "": framework.NoOp,
}

var limitWords = map[string]framework.Op{
	"within": framework.AtMost, "in": framework.AtMost, "at_least": framework.AtLeast,
	"over": framework.Above, "every": framework.Every,
}

var setterWords = map[string]string{
	"": "", "service_customer": "service customer", "agency": "agency", "agency_or_policy": "agency or policy",
	"qsmo": "qsmo", "contract": "contract", "agreement": "agreement", "unspecified": "not stated",
}

// A reading is what a free text in a target cell means: who sets the figure, a target in
// the project's words, or a note.
type reading struct{ setBy, text, note string }

var targetReadings = map[string]reading{
	"Monthly (a reporting frequency, not a level)":                                                      {note: "the source's target cell holds how often to report, not a level"},
	"Agency-Determined (e.g. number of records affected, cost of credit monitoring, reputational cost)": {setBy: "agency"},
	"In accordance with targets established in the formal service agreement (e.g., SLA, MOU)":           {},
	"In Accordance with Agency Agreement":                                                               {},
	"Varies by agency":                                                                                  {setBy: "agency"},
	"Agency usually has metric that is higher standard than OPM":                                        {setBy: "agency", note: "agencies usually hold themselves to more than OPM asks"},
	"Determined based on industry benchmarks":                                                           {text: "from industry benchmarks"},
	"TBD: base on 2015 results":                                                                         {note: "the source planned to derive a figure from the results of 2015"},
	"Yes/No":                                                                                            {},
	"Yes or N/A":                                                                                        {note: "not applicable is an accepted answer"},
	"by end of FY2022":                                                                                  {},
	"next scheduled upgrade":                                                                            {text: "with the next scheduled upgrade"},
}

// targetNotes are the project's words for remarks about a figure.
var targetNotes = map[string]string{
	"assumes at least four self-service artifacts; adjust if fewer": "the figure assumes four or more self-service items",
	"next_business_day":                  "a due date on a weekend or holiday moves to the next business day",
	"mean over the fastest 90% of cases": "the mean is taken over the fastest 90 percent of cases",
	"2022-09-30":                         "the figure was due by 2022-09-30",
	"next business day":                  "for the lowest case the next business day is enough",
	"forensic triage":                    "the worst case asks for forensic triage too",
	"the source prints 99.9 once, against severity 1 (layout is ambiguous); no share is given for severities 2-4": "",
}

// tierWords shorten the cases that the source leaves open in part.
var tierWords = map[string]string{
	"components within nn months of end of life (nn left open)": "components near their end of life",
	"infrastructure (coverage share left open as nn%)":          "infrastructure",
	"databases (nn%)":                  "databases",
	"web applications (nn%)":           "web applications",
	"data not yet available (default)": "data not yet available",
}

// periodWords are the project's words for frequencies that say more than one word; a
// plain one is kept.
var periodWords = map[string]string{
	"annually or upon scheduled compliance audit, whichever is later.":                           "annually, or at a later compliance audit",
	"at initial submission and every two years thereafter (for full certification) or annually ": "at first submission, then every 2 years or annually",
	"annually (or after next certification process, as applicable)":                              "annually, or after the next certification",
	"annually (or as applicable)":                              "annually, or as it applies",
	"annually; quarterly: year-to-date":                        "annually, with the year to date quarterly",
	"agency defined (per pay period, monthly)":                 "agency determined",
	"agency determined; annually for fevs":                     "agency determined; annually for the employee viewpoint survey",
	"agency determined; as standards/regulations change":       "agency determined, as rules change",
	"agency determined; recommended: after each hc evaluation": "agency determined, best after each evaluation",
	"as needed recommended every 2-3 years":                    "as needed, best every 2 to 3 years",
	"per agency timeline requirements":                         "agency determined",
	"as near real time as possible":                            "as near to real time as possible",
	"biweekly/monthly":                                         "every two weeks or monthly",
	"tbd by customer":                                          "set by the customer",
	"monthly reporting":                                        "monthly",
	"yes":                                                      "",
}

// plainPeriods are kept as they are.
var plainPeriods = regexp.MustCompile(`^(monthly|quarterly|annually|at least annually|as needed|at project end|agency determined|3 years|every 3 years|semiannual|pay period|per pay period|event-based|annually as needed|(annually|quarterly) or agency determined|per (invoice|finding|incident|change))$`)

// period splits a frequency into the period and the due day.
func period(l line) (when, due string, err error) {
	when, due, _ = strings.Cut(l.Period, "; due ")
	if rest, found := strings.CutPrefix(when, "not stated; phase "); found {
		return "", "", checkPhase(l, rest)
	}
	if own, found := periodWords[when]; found {
		return own, due, nil
	}
	if when != "" && !plainPeriods.MatchString(when) {
		return "", "", fmt.Errorf("the period %q has no wording", when)
	}
	return when, due, nil
}

func checkPhase(l line, rest string) error {
	if !strings.HasPrefix(rest, l.Phase+" (") {
		return fmt.Errorf("the period %q and the phase %q do not agree", l.Period, l.Phase)
	}
	return nil
}

// phase is the phase with its years: "3 (FY25+)".
func phase(l line) string {
	_, years, found := strings.Cut(l.Period, "phase ")
	if !found {
		return l.Phase
	}
	return years
}

// validities are the facts' words for when a figure begins and ends. A day is a day of
// the catalog only where the source gives one for the figure itself.
var validities = map[string]func(*framework.Measure){
	"": func(*framework.Measure) {},
	"agency policies by 2026-08-07, timelines in full use by 2026-12-07 (as reported)": func(m *framework.Measure) {
		m.Effective = day(2026, 12, 7)
		addNote(m, "as reported: agency policies by 2026-08-07, the timelines in full use by 2026-12-07")
	},
	"BOD 26-04 (2026-06-10)": func(m *framework.Measure) {
		m.SupersededBy, m.SupersededOn = "BOD 26-04", day(2026, 6, 10)
	},
	"FedRAMP VDR for providers under BOD 26-04 (required 2026-12-07)": func(m *framework.Measure) {
		m.SupersededBy = "FedRAMP VDR"
		addNote(m, "providers under BOD 26-04 follow FedRAMP VDR, required from 2026-12-07; for the others the figure stands")
	},
}

func day(year int, month time.Month, d int) calendar.Date {
	return calendar.Date{Year: year, Month: month, Day: d}
}

// validity says from when to when the figure holds.
func (l line) validity(m *framework.Measure) error {
	for _, text := range []string{l.Effective, l.SupersededBy} {
		set, known := validities[text]
		if !known {
			return fmt.Errorf("the time %q has no wording", text)
		}
		set(m)
	}
	return nil
}

// longestFunction and longestRationale are where the facts cut long cells.
const (
	longestFunction  = 70
	longestRationale = 110
)

// functionName is the function's number and title; a title that the facts cut is cut
// again at a word, and says so.
func functionName(text string) string {
	if len([]rune(text)) < longestFunction {
		return strings.TrimSpace(text)
	}
	end := strings.LastIndexByte(strings.TrimSpace(text), ' ')
	return strings.TrimRight(text[:end], " ,-(") + " …"
}

// footnote is the number of a source's bibliography in front of a title.
var footnote = regexp.MustCompile(`\(\d+\) `)

// sentence begins a rationale that describes the measure instead of naming an authority.
var sentence = regexp.MustCompile(`^(Provides|Total time|Has the) `)

// authority is the rationale as the authority that a measure rests on. A citation that
// the facts cut ends at its last complete part.
func authority(text string) string {
	if sentence.MatchString(text) {
		return ""
	}
	if len([]rune(text)) >= longestRationale {
		text = lastComplete(text)
	}
	return strings.TrimSpace(footnote.ReplaceAllString(strings.TrimSuffix(text, " www.OPM.gov"), ""))
}

func lastComplete(text string) string {
	if end := strings.LastIndexAny(text, ",;"); end > 0 {
		return text[:end]
	}
	words := strings.Fields(text)
	for i, word := range words {
		if strings.HasPrefix(word, "https://") {
			return strings.Join(words[:i], " ") // a cut address leads nowhere
		}
	}
	return strings.Join(words[:len(words)-1], " ") + " …"
}

// spaced is a word with underscores as words: "customer_facing".
func spaced(text string) string { return strings.ReplaceAll(text, "_", " ") }
