package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// A line is one gathered measure. Every key of the facts has a field, so that a new kind
// of fact stops the command instead of being dropped.
type line struct {
	ID             string  `json:"id"`
	SuggestedKey   string  `json:"suggested_key"`
	ServiceArea    string  `json:"service_area"`
	Function       string  `json:"function"`
	Name           string  `json:"name"`
	Definition     string  `json:"definition"`
	Formula        string  `json:"formula"` // the source's sentence: read, never written
	Unit           string  `json:"unit"`
	Direction      string  `json:"direction"`
	Target         *target `json:"target"`
	Period         string  `json:"period"`
	Level          string  `json:"level"`
	Type           string  `json:"type"`
	Category       string  `json:"category"`
	Priority       string  `json:"priority"`
	Performing     string  `json:"performing"`
	Accountable    string  `json:"accountable"`
	Rationale      string  `json:"rationale"`
	Source         string  `json:"source"`
	Dimension      string  `json:"dimension"`
	Phase          string  `json:"phase"`
	MeasuredAt     string  `json:"measured_at"` // said by the catalog's scope
	Scale          string  `json:"scale"`
	ItemThreshold  []limit `json:"item_threshold"`
	Statement      string  `json:"source_statement"` // the source's sentence: read, never written
	FormulaDerived bool    `json:"formula_derived"`
	Legacy         bool    `json:"legacy"` // said by the catalog's tier

	Issues       []string `json:"issues"`
	SupersededBy string   `json:"superseded_by"`
	Effective    string   `json:"effective"`
	Note         string   `json:"note"`
}

type target struct {
	Op          string            `json:"op"`
	Value       json.RawMessage   `json:"value"` // a number's or boolean's own text
	Unit        string            `json:"unit"`
	OpInferred  bool              `json:"op_inferred"`
	SetBy       string            `json:"set_by"`
	Recommended bool              `json:"recommended"` // said by a figure beside set_by
	Override    string            `json:"override"`
	Text        string            `json:"text"`
	Condition   string            `json:"condition"`
	Deadline    string            `json:"deadline"`
	Note        string            `json:"note"`
	Roll        string            `json:"roll"`
	Trigger     string            `json:"trigger"`
	Tiers       []tier            `json:"tiers"`
	Matrix      []matrixRow       `json:"matrix"`
	Series      []json.RawMessage `json:"series"`
}

type tier struct {
	When       string          `json:"when"`
	Op         string          `json:"op"`
	Value      json.RawMessage `json:"value"`
	Unit       string          `json:"unit"`
	Within     json.Number     `json:"within"`
	WithinUnit string          `json:"within_unit"`
	Text       string          `json:"text"`
	Extra      string          `json:"extra"`
	Alt        string          `json:"alt"`
}

// A matrixRow holds durations such as "12h" for three groups of findings.
type matrixRow struct {
	Row          string `json:"row"`
	Reachable    string `json:"LEV_IRV"`
	NotReachable string `json:"LEV_NIRV"`
	Unlikely     string `json:"NLEV"`
}

type limit struct {
	Rel   string      `json:"rel"`
	Value json.Number `json:"value"`
	Unit  string      `json:"unit"`
}

type source struct {
	Name    string `json:"name"`
	Address string `json:"address"`
	Date    string `json:"date"`
	Note    string `json:"note"` // the gatherer's remark; sourceNotes has the project's
}

// facts are all lines, by file, and the sources they name.
type facts struct {
	lines   map[string][]line
	sources map[string]source
}

func readFacts(fsys fs.FS) (*facts, error) {
	in := &facts{lines: map[string][]line{}}
	for _, name := range []string{fibfLines, legacyLines, authorityLines, "pmf.jsonl"} {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		if in.lines[name], err = readLines(text); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	text, err := fs.ReadFile(fsys, "sources.json")
	if err != nil {
		return nil, err
	}
	return in, json.Unmarshal(text, &in.sources)
}

func readLines(text []byte) ([]line, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var lines []line
	for {
		var l line
		err := decoder.Decode(&l)
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", len(lines)+1, err)
		}
		lines = append(lines, l)
	}
}
