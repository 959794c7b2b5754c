// Package report turns the result of an evaluation into status pages: text for a
// terminal, Markdown for a repository or a ticket, HTML for a governance board.
//
// Start with [NewStatus], which gathers what a page shows from a result and the findings
// of alignment, and give the [Status] to a renderer:
//
//	findings, err := align.Default(ctx, plan)
//	…
//	err = report.HTML(file, report.NewStatus(result, findings))
//
// [Text] writes for a terminal, [Markdown] and [HTML] for what their names say.
//
// # What a page says
//
// Worst first. A page opens with the agreement, the reporting period and how many metrics
// were met, at risk, missed, not measured and not applicable, then with what needs
// attention. Every metric follows with its figure and target, its trend, what its misses
// led to, and how the figure was computed: the parts of the expression, an account of
// every row, and what was left out on whose authority. Then come the claims to follow a
// framework, the remedies with their days and credits, the parties, and where the records
// came from.
//
// A metric shows the verdict of its newest applicable period. If it is met there and was
// missed earlier in the reporting period, the page says so.
//
// # What it promises
//
// A renderer reads the Status and nothing else: no clock, no network, no other state. The
// same Status gives the same bytes on every machine, and a Status is plain data, so that
// a stored one shows the same page later.
//
// No text of an agreement can break a page. It is escaped for the form it is written in;
// control characters, and those that turn the direction of writing, are shown as U+FFFD.
// A verdict is always a word and a symbol, never a color alone.
//
// Figures are rounded, half even, for showing only, and a shown figure satisfies the same
// conditions as the exact one: where rounding would put it on the wrong side of the
// target, the minimum, the warning or a credit's tier, it is shown with more decimal
// places, or in words: "just under 95%".
//
// The HTML page is one file without scripts. It is well-formed as XML, follows the
// reader's light or dark setting, fits a phone and prints.
package report
