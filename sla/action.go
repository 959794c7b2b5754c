package sla

import (
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
)

// actionForms are the ways to write an action: words, who it concerns, and a time. The
// table serves reading and printing.
var actionForms = []actionWording{
	{Notify, ""},
	{Escalate, "to"},
	{CorrectiveActionPlan, "from"},
	{RootCauseAnalysis, "from"},
}

// isAction reports whether actions are of a kind.
func isAction(kind ActionKind) bool {
	return slices.ContainsFunc(actionForms, func(f actionWording) bool { return f.kind == kind })
}

// actionWording is how an action of a kind is written.
type actionWording struct {
	kind ActionKind
	join string // between its words and who: "escalate to", "plan from"
}

// parseAction reads an action as it stands in a document:
//
//	notify qsmo, customer.business owner within 2 business days
//	escalate to customer.executive sponsor within 2 business days
//	corrective action plan from provider.program manager within 10 business days
//	root cause analysis from provider
func parseAction(text string) (Action, error) {
	rest := strings.Join(strings.Fields(text), " ")
	for _, f := range actionForms {
		after, ok := strings.CutPrefix(rest, string(f.kind)+" ")
		if !ok {
			continue
		}
		if f.join != "" {
			if after, ok = strings.CutPrefix(after, f.join+" "); !ok {
				return Action{}, badAction(text, fmt.Sprintf("write %s %s and who", f.kind, f.join))
			}
		}
		who, within, timed := strings.Cut(after, " within ")
		switch {
		case !timed && strings.Contains(who, " in "):
			return Action{}, badAction(text, "write the time with within: notify qsmo within 3 business days")
		case strings.Contains(who, " and "):
			return Action{}, badAction(text, "write a comma between those it concerns: notify qsmo, customer")
		}
		a := Action{Kind: f.kind, Within: strings.TrimSpace(within)}
		for _, one := range strings.Split(who, ",") {
			if one = strings.TrimSpace(one); one == "" {
				return Action{}, badAction(text, "name a party, or party.role, between the commas")
			}
			a.By = append(a.By, one)
		}
		return a, nil
	}
	return Action{}, badAction(text, "write notify …, escalate to …, corrective action plan from …, or root cause analysis from …")
}

func badAction(text, advice string) error {
	return &diag.Diagnostic{Severity: diag.Error, Code: codes.BadValue, Class: codes.Class(codes.BadValue), Summary: fmt.Sprintf("%q is not an action", text), Advice: advice}
}

// String returns the action as it stands in a document.
func (a Action) String() string {
	text := string(a.Kind)
	for _, f := range actionForms {
		if f.kind == a.Kind && f.join != "" {
			text += " " + f.join
		}
	}
	text += " " + strings.Join(a.By, ", ")
	if a.Within != "" {
		text += " within " + a.Within
	}
	return text
}
