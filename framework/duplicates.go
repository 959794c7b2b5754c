package framework

import (
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/prose"
)

// duplicates finds catalogs with one name, and names that stand for a measure in more
// than one document. It asks about the names for which asked is true, and reads only
// documents that share one of them.
func (c *Catalog) duplicates(asked func(ref string) bool) diag.List {
	var found diag.List
	catalogs := map[string]bool{}
	for _, p := range c.documents() {
		if p.catalog != "" && catalogs[p.catalog] {
			d := p.release().place
			d.Severity, d.Code, d.Class = diag.Error, codes.DuplicateKey, codes.Class(codes.DuplicateKey)
			d.Summary, d.Advice = "another catalog is named "+prose.Quote(p.catalog)+" too", "give each its own name"
			found = append(found, &d)
		}
		catalogs[p.catalog] = true
	}
	for _, p := range c.documents() {
		for _, ref := range p.refs {
			if sharing := c.holding(ref); len(sharing) > 1 && sharing[0] == p && asked(ref) {
				found = append(found, duplicatesOf(ref, sharing)...)
			}
		}
	}
	return found
}

// repeated returns the ids that one document gives to more than one measure.
func (l *parsedFile) repeated() diag.List {
	var found diag.List
	for _, m := range l.all {
		if same := l.byName[m.Ref()]; len(same) > 1 && same[0] == m {
			found = append(found, duplicatesAmong(same)...)
		}
	}
	return found
}

// duplicatesOf compares the first measure of that name in each file: the others of a file
// were compared with it when the file was read.
func duplicatesOf(ref string, files []*catalogFile) diag.List {
	var same []*Measure
	for _, p := range files {
		same = append(same, p.called(ref)[0])
	}
	return duplicatesAmong(same)
}

func duplicatesAmong(same []*Measure) diag.List {
	var found diag.List
	for i, m := range same {
		for _, other := range same[:i] {
			if d := duplicateError(other, m); d != nil {
				found = append(found, d)
				break
			}
		}
	}
	return found
}

// duplicateError returns the diagnostic for two measures with one name, or nil if that is
// allowed: a source that repeats an id, each entry quarantined, or an id that a legacy
// catalog and a current one share.
func duplicateError(first, second *Measure) *diag.Diagnostic {
	switch {
	case first.Release.Tier != second.Release.Tier:
		return nil
	case first.Release == second.Release && first.Quarantine != "" && second.Quarantine != "":
		return nil
	}
	d := second.place
	d.Severity, d.Code, d.Class = diag.Error, codes.DuplicateKey, codes.Class(codes.DuplicateKey)
	d.Summary = "the measure " + second.Ref() + " is already defined at " + first.Position().String()
	d.Advice = "give it another id"
	if first.Release == second.Release {
		d.Advice += ", or quarantine both entries if the source repeats the id"
	}
	return &d
}
