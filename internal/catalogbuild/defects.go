package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/concord-sla/concord/framework"
)

// A rule looks for one kind of defect of a published list. A reason quarantines the
// measure: its figure must not be used without asking the publisher, because the source
// contradicts itself about what the figure means. A note only tells the reader; the
// figure stands.
type rule func(c *catalog, i int) (reason, note string)

var rules = []rule{
	repeatedID, oddID, misplacedID, sameName,
	contradiction, bareOne, countsFailures, describesFailures, accurateFailures, variance, twoEndedScale,
	revoked, reported,
	nameAgainstDirection, yesOrNoShare, timesHundred, sharedFormula, foreignFormula, shareOfItems, openLimit, severalLimits, businessHours,
}

// findDefects adds reasons and notes to the catalog's measures: first those of the rules,
// then those that the facts' remarks name and no rule can see.
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

// repeatedID quarantines every entry of an id that the source uses again: which of them
// an agreement means, nobody can tell.
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

// misplacedID notes an id that names another function than the one it stands under, in
// lists whose ids name their functions.
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

// sameName notes measures of one function that share name and unit, so that only the
// source's descriptions tell them apart.
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

// contradiction finds a figure against the measure's own unit or direction, a figure
// without an operator or unit, and tiers with some of their figures.
func contradiction(c *catalog, i int) (string, string) { return c.measures[i].Contradiction(), "" }

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

// nameAgainstDirection notes a name that promises a good share for a measure that counts
// the bad one.
func nameAgainstDirection(c *catalog, i int) (string, string) {
	m := c.measures[i]
	if m.Direction == framework.LowerIsBetter && m.Unit == framework.Percent && goodName.MatchString(m.Name) {
		return "", "the name reads as if higher were better; the source counts failures"
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
