// Package framework holds the measures that government frameworks publish, as data: what
// is measured, in which unit, which way is good, the figure if there is one, who set it,
// and what is wrong with it.
//
// [Default] is the embedded [Catalog]; [Catalog.Lookup] finds a [Measure] by the id that
// an agreement writes under aligns, and [Catalog.Search] by area, unit or words. A
// [Figure] is exact, and [Figure.Criterion] is the figure as an expression of the
// language.
//
// What is done with a catalog is in packages on top of this one: align holds an
// agreement's metrics against the measures that they claim, coverage says which measures
// it leaves out, drafts writes an agreement from the measures of an area or a profile,
// editions puts an agency's own figures over the published ones and compares two
// catalogs, and rollup computes the framework's measures of measures from results.
//
// # What the catalog promises
//
// The catalog repeats what was published and invents nothing. A measure without an id has
// a Key, which is Concord's own name and not the publisher's. A figure that the source
// leaves to a party has SetBy and no Target. A figure printed without an operator is
// marked OperatorInferred.
//
// Published lists contradict themselves: an id used for three measures, a count with a
// target in percent, a figure with no operator. Such a measure stays in the catalog with
// a Quarantine that says why, so that nothing is lost and nothing is used in silence.
// [Measure.Status] says whether a measure gives a figure to hold a target against, and if
// not, why; [Measure.InForce] whether it applies on a day. Marketplace measures describe
// all providers together, and no single agreement can meet one.
//
// Figures of the Federal Integrated Business Framework are representative, to be adjusted
// by customer, provider and service management office. A different figure in an agreement
// is not an error by itself. Those of laws and directives are [Binding]: they may be
// tightened and not loosened.
//
// A catalog is not changed after it was loaded and may be used by several goroutines.
// Nothing is read before [Default] is first called, and then only what is asked for.
//
// # A catalog of one's own
//
// [Load] and [LoadFS] read the same shape as the embedded files, and [Catalog.With] puts
// two catalogs together. Only concord, catalog, title, area and measures are needed at
// the top, and a measure needs an id or a key, a name, a unit and a direction:
//
//	concord: catalog-v1
//	catalog: center-measures
//	title: Measures of the shared service center
//	area: AP
//	release: "2026"
//	tier: current                  # or legacy
//	scope: agreement               # or marketplace
//	source: {name: Service catalog, publisher: Shared Service Center, published: "2026-01-15"}
//	measures:
//	  - id: AP.001
//	    name: Invoices paid in time
//	    unit: percent
//	    direction: higher is better
//	    target: ">= 98 percent"
//	    item limit: within 25 calendar days
//	    period: monthly
//	  - key: AP.TICKETS
//	    name: Tickets closed in time
//	    unit: percent
//	    direction: higher is better
//	    tiers:
//	      - {when: critical, target: ">= 95 percent", item limit: within 1 business hour}
//	      - {when: high, target: ">= 95 percent", item limit: within 13 business hours}
//
// Further keys of a measure: definition, function, statistic (share, share of amounts,
// share of time, mean, median, maximum, count), population, exclusions (a list of an
// agreement's words, such as planned), hours, scale, target text, operator (inferred),
// set by, due, level (activity, performance), type, category, priority, performing,
// accountable, authority, quarantine, effective, superseded by, superseded on, earlier
// (figures of editions before: {release: FY2024, figure: ">= 97 percent"}), source (a key
// under the catalog's sources), notes, and for a marketplace dimension and phase. The
// catalog itself may have force (representative or binding), effective and superseded by.
//
// Every mistake is reported at its place. A measure that contradicts itself (see
// [Measure.Contradiction]) is a mistake unless it is quarantined.
package framework
