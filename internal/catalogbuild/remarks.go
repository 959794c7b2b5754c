package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/concord-sla/concord/framework"
)

// earlierRemarks are the shapes in which the facts name the figure of an earlier release:
// the operator, the number and the release.
var earlierRemarks = []*regexp.Regexp{
	regexp.MustCompile(`^(?P<release>FY\d+) wording/target was (?P<op>[<>]=?)(?P<value>[0-9.]+)%$`),
	regexp.MustCompile(`^target was (?P<op>)(?P<value>[0-9.]+)% in (?P<release>FY\d+),`),
	regexp.MustCompile(`^target changed from "(?P<op>[<>]=?)(?P<value>[0-9.]+)%" \((?P<release>FY\d+) release\)`),
}

// earlierFigures adds the figures of earlier releases that the remarks name. What a
// changed figure means, [framework.Measure.Contradiction] decides.
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

// verdicts read the remarks that no rule can find in the data, because they compare it
// with another release or with the sources' sentences. Empty: a rule finds it.
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
