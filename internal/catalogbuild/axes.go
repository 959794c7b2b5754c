package main

import (
	"regexp"
	"strings"

	"github.com/concord-sla/concord/framework"
)

// What alignment needs besides the figure, read by rule from a source's formula: how the
// items of a period become one value, what is counted, what the source leaves out itself,
// and in which hours time counts. The sentence is read and never written; what ships are
// words of the tables here.

// bare is a formula without what is printed around it.
func bare(formula string) string {
	text := strings.Join(strings.Fields(formula), " ")
	for _, frame := range formulaFrames {
		text = frame.ReplaceAllString(text, "")
	}
	return strings.ToLower(strings.TrimSpace(text))
}

var formulaFrames = []*regexp.Regexp{
	regexp.MustCompile(`(?i)^"?(calculation ?= ?)?(100 ?\* ?\()?(numerator ?/ ?denominator\))?`),
	regexp.MustCompile(`(?i)\[(num|den)\]`),
}

// The signs of a statistic at the beginning of a formula: of a length of time or a score,
// and of a share. Of several that fit, the first counts.
var (
	statisticSigns = []struct {
		statistic string
		sign      *regexp.Regexp
	}{
		{"median", regexp.MustCompile(`(?i)^median\b`)},
		{"mean", regexp.MustCompile(`(?i)^(the )?(mean|average)\b|^mean\(|^summation of mean`)},
		{"maximum", regexp.MustCompile(`(?i)^(the )?maximum\b`)},
	}
	meanOfTotal = regexp.MustCompile(`^(total|overall|count of all days|amount of (hold )?time|sum)\b.* ?/ ?(total|count|number)\b`)
	shareSigns  = []struct {
		statistic string
		sign      *regexp.Regexp
	}{
		{"share of time", regexp.MustCompile(`^(amount of time|total amount of time|hours|count of hours|\(?measurement time interval|percentage of reporting interval time)\b`)},
		{"share of amounts", regexp.MustCompile(`^(the )?(total )?(dollars?|dollar amount|amount)\b.* / `)},
		{"share", regexp.MustCompile(`^(the )?(total )?(count|number)\b.* ?/ ?(the )?(total |overall |sum of (the )?)?(count|number|all)\b`)},
		{"share", regexp.MustCompile(`^(the )?(total )?count of .* / total\b`)},
		{"share", regexp.MustCompile(`^qualifying .* / all in scope`)},
		{"share", regexp.MustCompile(`^(the )?(percentage|percent|share|proportion|%)`)},
	}
)

// eitherScore is how the facts say that a survey is reported in one of two ways.
const eitherScore = "mean score, or share answering 4-5"

// statistic is how items become one value, where the formula says it in its first words,
// or the description does. A yes or no has none.
func statistic(l line) string {
	if l.Formula == eitherScore {
		return ""
	}
	formula := bare(l.Formula)
	switch unit := unitWords[l.Unit]; {
	case unit == framework.Boolean || unit == framework.PercentPositive:
		return ""
	case unit == framework.Percent:
		if strings.Contains(formula, "yes/no") {
			return "" // a question about the provider, and no share of items
		}
		for _, s := range shareSigns {
			if s.sign.MatchString(formula) {
				return s.statistic
			}
		}
		if strings.Contains(l.Formula, "[num]") && strings.HasPrefix(formula, "count of ") {
			return "share" // what stands below the line was cut off
		}
		return ""
	case unit == framework.Count:
		if strings.HasPrefix(formula, "count") {
			return "count"
		}
		return ""
	case unit.IsTime() && !hundredfold.MatchString(l.Formula) && meanOfTotal.MatchString(formula):
		return "mean"
	}
	for _, s := range statisticSigns {
		if s.sign.MatchString(l.Formula) || s.sign.MatchString(l.Statement) {
			return s.statistic
		}
	}
	return ""
}

// population is what the measure counts or looks at, in a word of populationWords: the
// last of them in the beginning of what stands below the line, or above it where there is
// no line.
func population(l line) string {
	if unit := unitWords[l.Unit]; unit == framework.Boolean || unit == framework.Score || unit == framework.PercentPositive || unit == framework.NoUnit {
		return ""
	}
	above, below, divided := strings.Cut(bare(l.Formula), " / ")
	text := below
	if !divided || strings.HasPrefix(below, "all in scope") {
		text = above
	}
	if m := containing.FindStringSubmatch(text); m != nil {
		return "payment requests"
	}
	m := counted.FindStringSubmatch(aside.ReplaceAllString(text, ""))
	if m == nil {
		return ""
	}
	text = m[1]
	if own := received.FindStringSubmatch(text); own != nil {
		text = own[1]
	}
	if end := further.FindStringIndex(text); end != nil {
		text = text[:end[0]]
	}
	found, at := "", -1
	for _, word := range populationWords {
		if i := strings.LastIndex(" "+text+" ", " "+word+" "); i >= 0 && i+len(word) > at {
			found, at = word, i+len(word)
		}
	}
	if found == "degradation" {
		return "degradations"
	}
	return found
}

// received is "customer received commercial invoices": who has them comes first.
var received = regexp.MustCompile(`^(?:customer|sp) received (.*)$`)

var (
	containing = regexp.MustCompile(`^qualifying payment disbursement schedules containing .* payment requests? `)
	aside      = regexp.MustCompile(`\([^)]*\)`)
	counted    = regexp.MustCompile(`^(?:(?:the|all|total|overall|sum of|qualifying|count|number|percentage|percent|of) ?)+(.*)$`)
	// further begins what is said of the items besides what they are.
	further = regexp.MustCompile(`\b(that|for|in|by|with|received|processed|submitted|completed|which|who|within|from|to|made|sent|during|audited|due|resolved|reported|entered|paid|` +
		`identified|eligible|on|at|required|approved|issued|scheduled|are|is|were|was|managed|as|responding|providing|answered|posted|accepted|deployed|closed|not)\b|[,.;/*?]`)
)

// populationWords are what measures count.
var populationWords = []string{
	"1099 reports", "accounts", "actions", "adjustments", "application password resets", "assets", "audits", "background investigations", "backups", "backup processes",
	"budget documents", "calls", "certifications", "changes", "collections", "commercial invoices", "commercial payments", "complaints", "configuration changes",
	"cba statements", "customer responses", "customers", "data act reports", "data elements", "deployments", "devices", "digital objects", "documents", "emails",
	"employee inquiries", "employee records", "employees", "end users", "endpoints", "files", "financial statements", "goals", "grant payments", "grievances",
	"incident responses", "incidents", "inquiries", "interruptions", "invoices", "leases", "logins", "meetings", "notifications", "objectives",
	"operating systems", "outages", "outages and degradations", "interruptions and outages", "degradations", "degradation", "patches", "payment requests", "payments", "performance issues",
	"planned changes", "postings", "problems", "projects", "public receipt collections", "real property projects", "receivables", "records", "releases", "reports",
	"request tickets", "requests", "research reports", "reservations", "responses", "restore requests", "restore tests", "retirement packages", "rfcs", "scrs",
	"security agreements", "security devices", "security incidents", "separations packets", "servers", "service customers", "service measure targets",
	"service performance targets", "sgl accounts", "subjects", "systems", "targets", "tests", "threats", "tickets", "transactions",
	"travel authorizations", "traveler payments", "travel users", "updates", "users", "voice messages", "vouchers", "vulnerabilities", "web applications",
	"payment disbursement schedules", "charge card statements", "real property inventory information", "fund transfers", "general ledger entries",
}

// distrust takes back what was read of a formula that is not the measure's own.
func distrust(m *framework.Measure) {
	for _, note := range m.Notes {
		if strings.HasPrefix(note, "the source's formula") {
			m.Statistic, m.Population, m.Exclusions, m.Hours = "", "", nil, ""
		}
	}
}

// exclusions are what the source itself leaves out, in an agreement's words for it.
func exclusions(l line) []string {
	text := strings.ToLower(l.Formula + " " + l.Statement)
	var found []string
	for _, sign := range exclusionSigns {
		if sign.sign.MatchString(text) {
			found = append(found, sign.kind)
		}
	}
	return found
}

var exclusionSigns = []struct {
	kind string
	sign *regexp.Regexp
}{
	{"planned", regexp.MustCompile(`(excluding|not including) (planned|scheduled)\b|total time of unplanned\b`)},
	{"authorized", regexp.MustCompile(`not including planned and (customer-)?authorized\b`)},
}

// hours are the hours in which time counts, where the source says so.
func hours(l line) string {
	if strings.Contains(strings.ToLower(l.Formula+" "+l.Statement), "core business hours") {
		return "core business hours"
	}
	return ""
}
