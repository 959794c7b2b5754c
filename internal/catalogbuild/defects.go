package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/concord-sla/concord/framework"
)

// A rule looks for one kind of defect of a published list. A reason quarantines
// the measure: its figure must not be used without asking the publisher, because
// the source contradicts itself about what the figure means. A note only tells
// the reader; the figure stands.
type rule func(c *catalog, i int) (reason, note string)

var rules = []rule{
	repeatedID, oddID, misplacedID, sameName,
	contradiction, bareOne, countsFailures, describesFailures, accurateFailures, variance, twoEndedScale,
	revoked, reported,
	nameAgainstDirection, yesOrNoShare, timesHundred, sharedFormula, foreignFormula, shareOfItems, openLimit, severalLimits, businessHours,
}

// findDefects adds reasons and notes to the catalog's measures: first those of
// the rules, then those that the facts' remarks name and no rule can see.
func (c *catalog) findDefects() error {
	var problems []error
	for i, m := range c.measures {
		var reasons []string
		if err := earlierFigures(m, c.lines[i].Issues); err != nil {
			problems = append(problems, err)
		}
		for _, find := range rules {
			reason, note := find(c, i)
			if reason != "" && !slices.Contains(reasons, reason) {
				reasons = append(reasons, reason)
			}
			addNote(m, note)
		}
		for _, issue := range c.lines[i].Issues {
			reason, note, err := judge(issue)
			problems = append(problems, err)
			if reason != "" {
				reasons = append(reasons, reason)
			}
			addNote(m, note)
		}
		m.Quarantine = strings.Join(reasons, "; ")
	}
	return errors.Join(problems...)
}

// repeatedID quarantines every entry of an id that the source uses again:
// which of them an agreement means, nobody can tell.
func repeatedID(c *catalog, i int) (string, string) {
	n := 0
	for _, m := range c.measures {
		if c.measures[i].ID != "" && m.ID == c.measures[i].ID {
			n++
		}
	}
	if n < 2 {
		return "", ""
	}
	return fmt.Sprintf("the source uses this id for %d measures with different meanings", n), ""
}

func oddID(c *catalog, i int) (string, string) {
	if c.measures[i].ID == "" || c.measures[i].ID == c.lines[i].ID {
		return "", ""
	}
	return "", "the source prints the id with a space or a remark in it"
}

// misplacedID notes an id that names another function than the one it stands
// under, in lists whose ids name their functions.
func misplacedID(c *catalog, i int) (string, string) {
	if inFunction(c.measures[i]) {
		return "", ""
	}
	named := 0
	for _, m := range c.measures {
		if inFunction(m) {
			named++
		}
	}
	if named*2 < len(c.measures) {
		return "", ""
	}
	number, _, _ := strings.Cut(c.measures[i].Function, " ")
	return "", "the id does not begin with the number of its function, " + number
}

// sameName notes measures of one function that share name and unit, so that only
// the source's descriptions tell them apart.
func sameName(c *catalog, i int) (string, string) {
	m := c.measures[i]
	var others []string
	for _, o := range c.measures {
		if o.ID != m.ID && o.Name == m.Name && o.Unit == m.Unit && o.Function == m.Function {
			others = append(others, o.Ref())
		}
	}
	if len(others) == 0 {
		return "", ""
	}
	return "", "the source gives the same name to " + strings.Join(others, ", ") + " and tells them apart by its description"
}

func inFunction(m *framework.Measure) bool {
	number, _, _ := strings.Cut(m.Function, " ")
	return number == "" || strings.HasPrefix(m.ID, number)
}

// contradiction finds a figure against the measure's own unit or direction, a
// figure without an operator or unit, and tiers with some of their figures.
func contradiction(c *catalog, i int) (string, string) { return c.measures[i].Contradiction(), "" }

var failures = regexp.MustCompile(`(?i)\bnot (completed|processed|submitted|resolved|delivered)\b|\bcontaining errors\b|\b(incomplete|invalid) information\b`)

// countsFailures finds a formula that counts what went wrong under a target that
// asks for a high share of what went right.
func countsFailures(c *catalog, i int) (string, string) {
	l, m := c.lines[i], c.measures[i]
	numerator, _, _ := strings.Cut(l.Formula, " / ")
	if m.Direction != framework.HigherIsBetter || m.Target == nil || !failures.MatchString(numerator) || failures.MatchString(l.Statement) {
		return "", ""
	}
	return formulaCountsFailures, ""
}

const formulaCountsFailures = "the source's formula counts the failures, its target asks for a high share"

// describesFailures finds a description of the share of what went wrong under a
// target that asks for a high share.
func describesFailures(c *catalog, i int) (string, string) {
	l, m := c.lines[i], c.measures[i]
	if m.Direction != framework.HigherIsBetter || m.Target == nil || !badShare.MatchString(l.Statement) {
		return "", ""
	}
	return "the source describes the share of bad records, its target asks for a high share", ""
}

var badShare = regexp.MustCompile(`(?i)^share of .*\b(incomplete|invalid) information\b`)

// accurateFailures finds a name and a description of the good share under a
// figure that bounds the share of the others from above.
func accurateFailures(c *catalog, i int) (string, string) {
	l, m := c.lines[i], c.measures[i]
	if m.Direction != framework.LowerIsBetter || m.Target == nil || !goodName.MatchString(m.Name) || !goodShare.MatchString(l.Statement) {
		return "", ""
	}
	return "the name and the description ask for a high share, the formula and the figure for a low one of the others", ""
}

var goodShare = regexp.MustCompile(`(?i)^(the )?(percentage|percent|share|rate) of .*\b(accurately|correctly|completely)\b`)

// variance finds a variance, which is good when small, under a floor.
func variance(c *catalog, i int) (string, string) {
	if m := c.measures[i]; strings.HasPrefix(c.lines[i].Statement, "Variance in ") && m.Target != nil && m.Target.Op == framework.AtLeast {
		return "a variance is small when it is good, and carries a floor", ""
	}
	return "", ""
}

// bareOne finds a share whose figure is 1 without a unit.
func bareOne(c *catalog, i int) (string, string) {
	m := c.measures[i]
	if m.Unit == framework.Percent && m.Target != nil && m.Target.Unit == framework.NoUnit && m.Target.Value == "1" {
		return "the figure may be 1 percent or a badly printed 100 percent", ""
	}
	return "", ""
}

var answer = regexp.MustCompile(`\b([1-9])-([A-Z][A-Za-z ]*)`)

// twoEndedScale finds an answer scale that gives one number to two answers, so
// that a high score may mean dissatisfied.
func twoEndedScale(c *catalog, i int) (string, string) {
	if c.measures[i].Unit != framework.Score {
		return "", ""
	}
	meaning := map[string]string{}
	for _, a := range answer.FindAllStringSubmatch(c.lines[i].Formula, -1) {
		if seen, found := meaning[a[1]]; found && (seen != a[2] || a[1] == "5") {
			return "the source's answer scale gives the same numbers to both of its ends, so a high score may mean dissatisfied", ""
		}
		meaning[a[1]] = a[2]
	}
	return "", ""
}

// revoked finds a figure whose source is no longer in force.
func revoked(c *catalog, i int) (string, string) {
	if m := c.measures[i]; strings.Contains(m.Source.Name, "(revoked by ") {
		return "revoked by " + m.SupersededBy, ""
	}
	return "", ""
}

// reported notes a figure that was not taken from the primary text.
func reported(c *catalog, i int) (string, string) {
	if strings.Contains(c.measures[i].Source.Name, "as reported") {
		return "", "the figure was taken from reports, not from the primary text"
	}
	return "", ""
}

var goodName = regexp.MustCompile(`(?i)\b(accuracy|accurate|availability|security rate)\b`)

// nameAgainstDirection notes a name that promises a good share for a measure that
// counts the bad one.
func nameAgainstDirection(c *catalog, i int) (string, string) {
	m := c.measures[i]
	if m.Direction == framework.LowerIsBetter && m.Unit == framework.Percent && goodName.MatchString(m.Name) {
		return "", "the name reads as if higher were better; the source counts failures"
	}
	return "", ""
}

// yesOrNoShare notes a question with yes or no for an answer whose figure is a
// share.
func yesOrNoShare(c *catalog, i int) (string, string) {
	if c.measures[i].Unit == framework.Percent && strings.HasPrefix(c.lines[i].Statement, "Whether ") {
		return "", "the source describes a question with yes or no for an answer; the figure is a share"
	}
	return "", ""
}

var hundredfold = regexp.MustCompile(`100 ?\* ?\(Numerator`)

// timesHundred notes a formula for a percentage under a unit that is none.
func timesHundred(c *catalog, i int) (string, string) {
	m := c.measures[i]
	if m.Unit.IsTime() && hundredfold.MatchString(c.lines[i].Formula) {
		return "", "the source's formula multiplies by 100, as for a percentage; the unit is " + m.Unit.String()
	}
	return "", ""
}

// sharedFormula notes a share of satisfied users whose formula is that of a
// neighbor, and so counts something else.
func sharedFormula(c *catalog, i int) (string, string) {
	l := c.lines[i]
	if !strings.Contains(l.Formula, " / ") || !strings.Contains(l.Name, "Satisfaction") {
		return "", ""
	}
	for j, other := range c.lines {
		if j != i && other.Formula == l.Formula && stem(other.ID) == stem(l.ID) && !strings.Contains(other.Name, "Satisfaction") {
			return "", "the source's formula is that of " + c.measures[j].Ref()
		}
	}
	return "", ""
}

// foreignFormula notes a share whose formula is that of another measure of the
// list, to judge by the words of both names.
func foreignFormula(c *catalog, i int) (string, string) {
	l := c.lines[i]
	if !strings.Contains(l.Formula, " / ") || strings.Contains(l.Name, "Satisfaction") {
		return "", ""
	}
	own := wordsIn(l.Name, l.Formula)
	for j, other := range c.lines {
		if j != i && other.Formula == l.Formula && wordsIn(other.Name, l.Formula) >= own+2 {
			return "", "the source's formula is that of " + c.measures[j].Ref() + "; the figure suits the name"
		}
	}
	return "", ""
}

// wordsIn counts the words of a name whose beginnings stand in a text.
func wordsIn(name, text string) int {
	const shortest, stem = 4, 5
	text = strings.ToLower(text)
	n := 0
	for _, word := range strings.Fields(strings.ToLower(name)) {
		if len(word) >= shortest && strings.Contains(text, word[:min(len(word), stem)]) {
			n++
		}
	}
	return n
}

var countOverCount = regexp.MustCompile(`(?i)^count of .* / (the )?count of `)

// shareOfItems notes a length of time whose formula counts items over items, and
// so gives a share.
func shareOfItems(c *catalog, i int) (string, string) {
	m := c.measures[i]
	if m.Unit.IsTime() && countOverCount.MatchString(c.lines[i].Formula) && !hundredfold.MatchString(c.lines[i].Formula) {
		return "", "the source's formula gives a share of items; the unit is " + m.Unit.String() + ", and the figure suits the name"
	}
	return "", ""
}

func stem(id string) string { return id[:max(strings.LastIndexAny(id, ".-"), 0)] }

var open = regexp.MustCompile(`\b(nn|XX)\b|\b[xn]+%`)

// openLimit notes a limit that the source leaves open, where no tier fills it in.
func openLimit(c *catalog, i int) (string, string) {
	m := c.measures[i]
	if !open.MatchString(c.lines[i].Statement) || len(m.ItemLimits) > 0 {
		return "", ""
	}
	for _, tier := range m.Tiers {
		if len(tier.ItemLimits) > 0 || strings.ContainsAny(tier.When, "0123456789") {
			return "", ""
		}
	}
	return "", "the source leaves a number in the description open, for the parties to fill in"
}

func severalLimits(c *catalog, i int) (string, string) {
	if len(c.measures[i].ItemLimits) > 1 {
		return "", "the item limits are for different kinds of items"
	}
	return "", ""
}

// businessHours notes that hours may be counted inside working time only.
func businessHours(c *catalog, i int) (string, string) {
	for _, l := range c.measures[i].ItemLimits {
		if l.Unit == framework.Hour && strings.Contains(c.lines[i].Statement, "core business hours") {
			return "", "the source counts during core business hours"
		}
	}
	return "", ""
}

// earlierRemarks are the shapes in which the facts name the figure of an earlier
// release: the operator, the number and the release.
var earlierRemarks = []*regexp.Regexp{
	regexp.MustCompile(`^(?P<release>FY\d+) wording/target was (?P<op>[<>]=?)(?P<value>[0-9.]+)%$`),
	regexp.MustCompile(`^target was (?P<op>)(?P<value>[0-9.]+)% in (?P<release>FY\d+),`),
	regexp.MustCompile(`^target changed from "(?P<op>[<>]=?)(?P<value>[0-9.]+)%" \((?P<release>FY\d+) release\)`),
}

// earlierFigures adds the figures of earlier releases that the remarks name. What
// a changed figure means, [framework.Measure.Contradiction] decides.
func earlierFigures(m *framework.Measure, remarks []string) error {
	for _, remark := range remarks {
		for _, shape := range earlierRemarks {
			groups := shape.FindStringSubmatchIndex(remark)
			if groups == nil {
				continue
			}
			expand := func(template string) string {
				return string(shape.ExpandString(nil, template, remark, groups))
			}
			text := strings.TrimSpace(expand("${op} ${value} percent"))
			figure, err := framework.ParseFigure(strings.Replace(text, " .", " 0.", 1))
			if err != nil {
				return err
			}
			m.Earlier = append(m.Earlier, framework.Earlier{Release: expand("$release"), Figure: figure})
		}
	}
	return nil
}

// A verdict is the project's reading of a remark of the facts.
type verdict struct {
	remark       *regexp.Regexp
	reason, note string // $1, $2: what the remark's groups hold
}

// verdicts read the remarks that no rule can find in the data, because they
// compare it with another release or with the sources' sentences. Empty: a rule
// finds it.
var verdicts = []verdict{
	{remark: regexp.MustCompile(`^id is used \d+ times|^id prefix does not match`)},
	{remark: regexp.MustCompile(`^target is a percentage but|^a count carries|unit conflict$`)},
	{remark: regexp.MustCompile(`^no operator in the source|^the target cell holds a frequency`)},
	{remark: regexp.MustCompile(`^FY2024 wording/target was|^target was \d+% in FY2024|^target changed from`)}, // an earlier figure
	{remark: regexp.MustCompile(`formula belongs to another measure|does not measure the description|^formula text counts`)},
	{remark: regexp.MustCompile(`^formula numerator counts .* errors|^share of records that are incomplete|^name says "accurate`)},
	{remark: regexp.MustCompile(`^variance in .* carries a|^target is a bare "1"`)},
	{remark: regexp.MustCompile(`^a call volume carries`), note: "the figure looks copied from a neighboring measure"},
	{remark: regexp.MustCompile(`^source gives no description`), note: "the source describes it by its name alone"},
	{remark: regexp.MustCompile(`^secondary reports disagree`), reason: "not verified: reports of the primary text disagree about the middle tiers"},
}

func judge(issue string) (reason, note string, err error) {
	for _, v := range verdicts {
		if groups := v.remark.FindStringSubmatchIndex(issue); groups != nil {
			return string(v.remark.ExpandString(nil, v.reason, issue, groups)), string(v.remark.ExpandString(nil, v.note, issue, groups)), nil
		}
	}
	return "", "", fmt.Errorf("the remark %q has no verdict", issue)
}
