// Owncatalog holds an agreement against a catalog that its user brings: an agency's own
// measures, together with those that come with Concord.
//
//	go run ./examples/owncatalog
package main

import (
	"context"
	"embed"
	"fmt"
	"io"
	"os"
	_ "time/tzdata"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/sla"
)

//go:embed catalog.yaml agreement.yaml
var files embed.FS

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprint(os.Stderr, diag.Screen(err))
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) error {
	own, err := framework.LoadFS(files, "catalog.yaml")
	if err != nil {
		return err
	}
	catalog, err := framework.Default().With(own)
	if err != nil {
		return err
	}
	text, err := files.ReadFile("agreement.yaml")
	if err != nil {
		return err
	}
	agreement, err := sla.Parse("agreement.yaml", text)
	if err != nil {
		return err
	}
	plan, err := agreement.Compile()
	if err != nil {
		return err
	}
	findings, err := align.Align(ctx, catalog, plan)
	if err != nil {
		return err
	}
	for _, f := range findings {
		fmt.Fprintf(out, "%s, %s: %s\n", f.Title, f.Claim, f.Alignment)
		fmt.Fprint(out, f.Diagnostic().Screen())
		for _, note := range f.Notes {
			fmt.Fprintln(out, "        note:", note)
		}
		fmt.Fprintln(out)
	}
	return nil
}
