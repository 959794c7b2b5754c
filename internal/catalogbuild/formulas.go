package main

import (
	"regexp"
	"strings"

	"github.com/concord-sla/concord/framework"
)

// Rules that read a source's description and formula. Both are read and never written.

var failures = regexp.MustCompile(`(?i)\bnot (completed|processed|submitted|resolved|delivered)\b|\bcontaining errors\b|\b(incomplete|invalid) information\b`)

// countsFailures finds a formula that counts what went wrong under a target that asks for
// a high share of what went right.
func countsFailures(c *catalog, i int) (string, string) {
	l, m := c.lines[i], c.measures[i]
	numerator, _, _ := strings.Cut(l.Formula, " / ")
	if m.Direction != framework.HigherIsBetter || m.Target == nil || !failures.MatchString(numerator) || failures.MatchString(l.Statement) {
		return "", ""
	}
	return formulaCountsFailures, ""
}

const formulaCountsFailures = "the source's formula counts the failures, its target asks for a high share"

// describesFailures finds a description of the share of what went wrong under a target
// that asks for a high share.
func describesFailures(c *catalog, i int) (string, string) {
	l, m := c.lines[i], c.measures[i]
	if m.Direction != framework.HigherIsBetter || m.Target == nil || !badShare.MatchString(l.Statement) {
		return "", ""
	}
	return "the source describes the share of bad records, its target asks for a high share", ""
}

var badShare = regexp.MustCompile(`(?i)^share of .*\b(incomplete|invalid) information\b`)

// accurateFailures finds a name and a description of the good share under a figure that
// bounds the share of the others from above.
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

// twoEndedScale finds an answer scale that gives one number to two answers, so that a
// high score may mean dissatisfied.
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

// yesOrNoShare notes a question with yes or no for an answer whose figure is a share.
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

// sharedFormula notes a share of satisfied users whose formula is that of a neighbor, and
// so counts something else.
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

// foreignFormula notes a share whose formula is that of another measure of the list, to
// judge by the words of both names.
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

// shareOfItems notes a length of time whose formula counts items over items, and so gives
// a share.
func shareOfItems(c *catalog, i int) (string, string) {
	m := c.measures[i]
	if m.Unit.IsTime() && countOverCount.MatchString(c.lines[i].Formula) && !hundredfold.MatchString(c.lines[i].Formula) {
		return "", "the source's formula gives a share of items; the unit is " + m.Unit.String() + ", and the figure suits the name"
	}
	return "", ""
}
