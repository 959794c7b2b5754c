// Quickstart does the main job on real records that are embedded in it: it reads an
// agreement and checks it, holds its targets against the framework, evaluates every
// period, works out what the misses lead to, and writes the status report.
//
//	go run ./examples/quickstart               prints verdicts, findings and remedies, and writes
//	                                           the whole report to quickstart-report/report.html, .md and .txt
//	go run ./examples/quickstart -out status   writes it to another folder
package main

import (
	"context"
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	_ "time/tzdata" // the agreement's zone, on a machine that has no zone files

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/report"
	"github.com/concord-sla/concord/sla"
	"github.com/concord-sla/concord/sla/review"
	"github.com/shopspring/decimal"
)

//go:embed agreement.yaml records/*.csv
var files embed.FS

// The program's exit codes.
const (
	exitDone   = 0 // the agreement was evaluated, whatever the verdicts
	exitFailed = 1 // something could not be read, evaluated or written
	exitUsage  = 2 // the command line is wrong
	exitMissed = 3 // with -strict: a target was missed, or conflicts with the framework
)

const usage = `usage: quickstart [-period FY2022] [-out folder] [-strict]

Evaluates an agreement for a help desk, a student portal and a FOIA office over
embedded public records, and prints what a governance board would ask for.

exit codes: 0 evaluated; 1 failed; 2 wrong usage; 3 with -strict, a target was
missed or conflicts with the framework

`

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, out, errs io.Writer) int {
	flags := flag.NewFlagSet("quickstart", flag.ContinueOnError)
	flags.SetOutput(errs)
	flags.Usage = func() { fmt.Fprint(errs, usage); flags.PrintDefaults() }
	periodText := flags.String("period", "2015-10-01..2026-09-30", "the `period` to report on: 2026-09, FY2022, or two days with .. between")
	folder := flags.String("out", "quickstart-report", "write report.html, report.md and report.txt into this `folder`; none with -out \"\"")
	strict := flags.Bool("strict", false, "exit with 3 when a target is missed or conflicts with the framework")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return exitDone
		}
		return exitUsage
	}
	period, err := calendar.ParsePeriod(*periodText)
	if err != nil || flags.NArg() > 0 {
		fmt.Fprintf(errs, "quickstart: %v\n", errors.Join(err, tooMany(flags.Args())))
		return exitUsage
	}
	status, reviewed, bad, err := evaluate(context.Background(), period)
	if err == nil {
		err = report.Text(out, status, report.Options{Brief: true})
	}
	for _, d := range reviewed { // what somebody should look at in the agreement itself
		if err == nil && d.Severity != diag.Note {
			_, err = fmt.Fprintln(out, d.Error())
		}
	}
	if err == nil && *folder != "" {
		err = write(*folder, status, out)
	}
	if err != nil {
		fmt.Fprint(errs, diag.Screen(err))
		return exitFailed
	}
	if *strict && bad {
		return exitMissed
	}
	return exitDone
}

// evaluate is the main job, from the document to the status; reviewed is what is found in
// the agreement without records, and bad whether a target was missed or conflicts with
// the framework.
func evaluate(ctx context.Context, period calendar.Period) (status report.Status, reviewed diag.List, bad bool, err error) {
	text, err := files.ReadFile("agreement.yaml")
	if err != nil {
		return status, nil, false, err
	}
	agreement, err := sla.Parse("agreement.yaml", text)
	if err != nil {
		return status, nil, false, err
	}
	plan, err := agreement.Compile()
	if err != nil {
		return status, nil, false, err
	}
	findings, err := align.Align(ctx, framework.Default(), plan)
	if err != nil {
		return status, nil, false, err
	}
	data, err := records(plan)
	if err != nil {
		return status, nil, false, err
	}
	result, err := plan.Evaluate(ctx, data, period)
	if err != nil {
		return status, nil, false, err
	}
	return report.NewStatus(result, findings), review.Review(ctx, plan), conflicts(findings) || missed(result), nil
}

// records reads the embedded tables by the schemas of the agreement.
func records(plan *sla.Plan) (sla.Data, error) {
	folder, err := fs.Sub(files, "records")
	if err != nil {
		return sla.Data{}, err
	}
	data, err := plan.Read(folder)
	data.Inputs = map[string]dsl.Value{"syllabus_fee": dsl.NewNumber(kinds.MoneyIn("USD"), decimal.NewFromInt(48_000))}
	return data, err
}

func conflicts(findings []align.Finding) bool {
	for _, f := range findings {
		if f.Severity == diag.Error {
			return true
		}
	}
	return false
}

func missed(result *sla.Result) bool {
	for _, m := range result.Metrics {
		if latest, ok := m.Latest(); ok && latest.Verdict == sla.Missed {
			return true
		}
	}
	return false
}

// write puts the status report into a folder in all its forms.
func write(folder string, status report.Status, out io.Writer) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, form := range []struct {
		name   string
		render func(io.Writer, report.Status) error
	}{
		{"report.html", report.HTML},
		{"report.md", report.Markdown},
		{"report.txt", func(w io.Writer, s report.Status) error { return report.Text(w, s, report.Options{}) }},
	} {
		name := filepath.Join(folder, form.name)
		file, err := os.Create(name)
		if err != nil {
			return err
		}
		if err := errors.Join(form.render(file, status), file.Close()); err != nil {
			return fmt.Errorf("writing %s: %w", name, err)
		}
		fmt.Fprintln(out, "wrote", name)
	}
	return nil
}

func tooMany(args []string) error {
	if len(args) == 0 {
		return nil
	}
	return fmt.Errorf("%q is not an option", args[0])
}
