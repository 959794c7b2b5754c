package main

import "github.com/concord-sla/concord/framework"

// An area is one file of the catalog: which lines go into it and what stands at its top.
// Every line of the facts belongs to one.
type area struct {
	catalog string // the catalog's name and its file's
	title   string
	area    string // what the measures' area is called
	lines   string // the file of facts
	match   string // the lines' service area
	release string
	tier    framework.Tier
	scope   framework.Scope
}

var areas = []area{
	{catalog: "pmf", title: "Performance Management Framework", area: "PMF", lines: "pmf.jsonl", match: "PMF", release: "page of 2025-12-22", scope: framework.MarketplaceScope},
	{catalog: "fibf-ffm", title: "Financial management service measures", area: "FFM", match: "FFM", release: "FY2025"},
	{catalog: "fibf-hcm-a1", title: "Human capital strategy, policies and operation plan service measures", area: "HCM.A1", match: "HCM.A1", release: "2024"},
	{catalog: "fibf-hcm-a2", title: "Talent acquisition service measures", area: "HCM.A2", match: "HCM.A2", release: "2025"},
	{catalog: "fibf-hcm-a3", title: "Talent development service measures", area: "HCM.A3", match: "HCM.A3", release: "2025"},
	{catalog: "fibf-hcm-a4", title: "Employee performance management service measures", area: "HCM.A4", match: "HCM.A4", release: "2025"},
	{catalog: "fibf-hcm-a6", title: "Separation and retirement service measures", area: "HCM.A6", match: "HCM.A6", release: "2025"},
	{catalog: "fibf-hcm-a7", title: "Employee accountability service measures", area: "HCM.A7", match: "HCM.A7", release: "2025"},
	{catalog: "fibf-hcm-a8", title: "Labor relations service measures", area: "HCM.A8", match: "HCM.A8", release: "2025"},
	{catalog: "fibf-hcm-a9", title: "Human capital analytics and employee records service measures", area: "HCM.A9", match: "HCM.A9", release: "2025"},
	{catalog: "fibf-hcm-a10", title: "Human capital evaluation service measures", area: "HCM.A10", match: "HCM.A10", release: "2025"},
	{catalog: "fibf-hcm-x1", title: "Personnel action request processing service measures", area: "HCM.X1", match: "HCM.X1", release: "2025"},
	{catalog: "fibf-trt", title: "Travel and expense management service measures", area: "TRT", match: "TRT", release: "2024"},
	{catalog: "fibf-erm", title: "Electronic records management performance measures", area: "ERM", match: "ERM", release: "2023"},
	{catalog: "fibf-rpm", title: "Real property management service measures", area: "RPM", match: "RPM", release: "2024"},
	{catalog: "fibf-eeo", title: "Equal employment opportunity service measures", area: "EEO", match: "EEO", release: "v1.1"},
	{catalog: "fibf-its-legacy", title: "IT service measures, older list", area: "ITS", match: "ITS", lines: legacyLines, tier: framework.Legacy, release: "undated"},
	{catalog: "fibf-cyb-legacy", title: "Cybersecurity service measures, older list", area: "CYB", match: "CYB", lines: legacyLines, tier: framework.Legacy, release: "undated"},
	{catalog: "fibf-acq-legacy", title: "Acquisition service measures, older list", area: "ACQ", match: "ACQ", lines: legacyLines, tier: framework.Legacy, release: "undated"},
	{catalog: "fibf-all-legacy", title: "Service measures of every area, older list", area: "ALL", match: "ALL", lines: legacyLines, tier: framework.Legacy, release: "undated"},
	{catalog: "authority-cx", title: "Customer experience questions that agreements cite", area: "CX", match: "CX", lines: authorityLines},
	{catalog: "authority-cyb", title: "Cybersecurity figures that agreements cite", area: "CYB", match: "CYB", lines: authorityLines},
	{catalog: "authority-ffm", title: "Prompt payment figures that agreements cite", area: "FFM", match: "FFM", lines: authorityLines},
}

const (
	fibfLines      = "fibf.jsonl"
	legacyLines    = "fibf_legacy.jsonl"
	authorityLines = "authority.jsonl"
)

// header gives what stands at the top of the area's file, defaults filled in.
func (a area) header() *framework.Release {
	r := &framework.Release{Catalog: a.catalog, Title: a.title, Area: a.area, Name: a.release, Tier: a.tier, Scope: a.scope}
	if r.Tier == 0 {
		r.Tier = framework.Current
	}
	if r.Scope == 0 {
		r.Scope = framework.AgreementScope
	}
	r.Force = framework.Representative
	if a.lines == authorityLines {
		r.Force = framework.Binding
	}
	return r
}

// publishers says who published the sources whose key begins so.
var publishers = []struct{ prefix, name string }{
	{"PMF", "General Services Administration, Office of Shared Solutions and Performance Improvement"},
	{"FFM", "Financial Management QSMO, Department of the Treasury, for the Federal Integrated Business Framework"},
	{"HCM", "Office of Personnel Management, for the Federal Integrated Business Framework"},
	{"TRT", "General Services Administration, Federal Integrated Business Framework"},
	{"ERM", "General Services Administration, Federal Integrated Business Framework"},
	{"RPM", "General Services Administration, Federal Integrated Business Framework"},
	{"EEO", "General Services Administration, Federal Integrated Business Framework"},
	{"CONS", "General Services Administration, Federal Integrated Business Framework"},
	{"A11", "Office of Management and Budget"},
	{"CFR1315", "Office of Management and Budget"},
	{"PPA", "Department of the Treasury, Bureau of the Fiscal Service"},
	{"BOD", "Cybersecurity and Infrastructure Security Agency"},
	{"CISA", "Cybersecurity and Infrastructure Security Agency"},
	{"FEDRAMP", "General Services Administration, FedRAMP"},
}

// sourceNotes say what a reader of a source's measures should know.
var sourceNotes = map[string]string{
	"CONS": "A hidden sheet of the workbook, older than the sheets around it: measures collected from federal and other agreements, " +
		"its figures given as examples to be adjusted. Its ids are not unique. It is the only published list for IT service, cybersecurity and acquisition.",
	"FFM25": "The release's legend calls its figures representative: customer, provider and service management office adjust them.",
}
