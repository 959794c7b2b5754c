package main

import (
	"strings"
	"testing"

	"github.com/concord-sla/concord/framework"
)

// What ships is what was gathered: every line of every area, under its own id, in order;
// and a figure where the line has one.
func TestNothingIsLost(t *testing.T) {
	in := gathered(t)
	shipped := map[string][]*framework.Measure{}
	for _, m := range framework.Default().Measures() {
		shipped[m.Release.Catalog] = append(shipped[m.Release.Catalog], m)
	}
	for _, a := range areas {
		var want, got []string
		figures := 0
		for _, l := range in.lines[a.file()] {
			if l.ServiceArea != a.match {
				continue
			}
			ref := l.SuggestedKey
			if ref == "" {
				ref = cleanID(l.ID)
			}
			want = append(want, ref+" "+l.Name)
			if l.states() {
				figures++
			}
		}
		for _, m := range shipped[a.catalog] {
			got = append(got, m.Ref()+" "+m.Name)
			if len(m.Figures()) > 0 {
				figures--
			}
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s does not hold the %d gathered measures in order", a.catalog, len(want))
		}
		if figures != 0 {
			t.Errorf("%s: %d figures more were gathered than ship", a.catalog, figures)
		}
		delete(shipped, a.catalog)
	}
	for catalog := range shipped {
		t.Errorf("%s was gathered nowhere", catalog)
	}
}

// states reports whether the facts hold a figure for the period, by their own fields.
func (l line) states() bool {
	if l.Target == nil || parameters[l.SuggestedKey] != nil {
		return false
	}
	set := func(value []byte) bool { return len(value) > 0 && string(value) != "null" }
	if set(l.Target.Value) || len(l.Target.Matrix) > 0 {
		return true
	}
	for _, tier := range l.Target.Tiers {
		if set(tier.Value) {
			return true
		}
	}
	return false
}

// comparing are remarks that compare the line with something that the facts do not hold;
// no rule can find those in the data.
var comparing = []string{"FY2024", "secondary reports disagree", "source gives no description"}

// Every remark about a defect is found in the data by a rule as well: with the remarks
// taken away, the measure has a quarantine or a note all the same.
func TestRulesFindTheRemarkedDefects(t *testing.T) {
	in := gathered(t)
	remarked := 0
	for _, a := range areas {
		bare := &facts{lines: map[string][]line{}, sources: in.sources}
		for _, l := range in.lines[a.file()] {
			l.Issues = nil
			bare.lines[a.file()] = append(bare.lines[a.file()], l)
		}
		with, err := convert(a, in)
		if err != nil {
			t.Fatal(err)
		}
		without, err := convert(a, bare)
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range with.lines {
			for _, remark := range l.Issues {
				if strings.Contains(remark, comparing[0]) || strings.HasPrefix(remark, comparing[1]) || strings.HasPrefix(remark, comparing[2]) {
					continue
				}
				remarked++
				m, own := with.measures[i], without.measures[i]
				if own.Quarantine != m.Quarantine || own.Quarantine == "" && len(own.Notes) == 0 {
					t.Errorf("%s: no rule finds what was remarked: %s\n with: %q\n without: %q %q", m.Ref(), remark, m.Quarantine, own.Quarantine, own.Notes)
				}
			}
		}
	}
	if remarked < 40 {
		t.Errorf("only %d remarks were looked at", remarked)
	}
}
