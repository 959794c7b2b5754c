package check

import (
	"fmt"
	"maps"
	"slices"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	parsed "github.com/expr-lang/expr/ast"
)

// call returns a function of rows, of single values, or a question about verdicts.
func (c *checker) call(n parsed.Node, word string, args []parsed.Node) operand {
	name, span := c.syntax.CallName(n, word), c.syntax.Call(n)
	if _, number := c.syntax.Literal(n); number {
		return c.report(codes.Syntax, c.syntax.Word(n), "a number is not a function", "put an operator between the number and the parenthesis")
	}
	if f, ok := aggregates[name]; ok {
		return c.aggregate(name, f, args, span)
	}
	if name == "lookup" {
		return c.lookup(args, span)
	}
	if _, ok := chains[name]; ok {
		return c.chain(name, args, span)
	}
	for i, q := range c.env.Queries {
		if q.Name == name {
			return c.query(i, q, args, span)
		}
	}
	if f, ok := functions[name]; ok {
		return c.function(name, f, args, span)
	}
	advice := diag.DidYouMean(name, c.functionNames())
	if hint := elsewhere[name]; hint != "" {
		advice = hint
	}
	return c.report(codes.UnknownFunction, c.syntax.Word(n), fmt.Sprintf("there is no function %s", name), advice)
}

// elsewhere are functions of other tools, with the word for it here.
var elsewhere = map[string]string{
	"avg": "write mean(rows, …)", "average": "write mean(rows, …)", "len": "write count(rows)", "length": "write count(rows)",
	"now": "nothing here depends on the clock; compare with a field or an input", "today": "nothing here depends on the clock; compare with a field or an input",
	"p95": "write percentile(rows, …, 95)", "networkdays": "write business_days(from, to)", "workdays": "write business_days(from, to)",
	"workday": "write add_business_days(from, 5 business days)", "business_hours": "write working_time(from, to)", "working_hours": "write working_time(from, to)",
	"eomonth": "write month_end(date)", "vlookup": "write lookup(table, key_field, key, value_field)", "xlookup": "write lookup(table, key_field, key, value_field)", "edate": "write add_months(date, 12)", "dateadd": "write date + 5 calendar days, or add_business_days(date, 5 business days)",
	"isnull": "write not known(x)", "coalesce": "write x ?? default", "find": "an agreement speaks of all rows: count or filter them",
	"groupBy": "write all(groups(rows, key), …), or min, max or share of what is computed from each group", "group_by": "write groups(rows, key)",
	"sortBy": "write sort(rows, value), and first or last of it", "unique": "write distinct(rows, value)", "countDistinct": "write distinct(rows, value)",
	"quantile": "write percentile(rows, value, 95); percentile_r1 to percentile_r9 are R's definitions", "reduce": "write sum, mean, min, max or count", "none": "write not any(rows, …)", "one": "write count(rows, …) == 1",
}

func (c *checker) functionNames() []string {
	names := slices.Collect(maps.Keys(aggregates))
	names = slices.AppendSeq(names, maps.Keys(functions))
	names = append(slices.AppendSeq(names, maps.Keys(chains)), "lookup")
	for _, q := range c.env.Queries {
		names = append(names, q.Name)
	}
	slices.Sort(names)
	return names
}

// Single reports whether a function takes single values, or asks about a metric, and so
// does not look at rows.
func (e Env) Single(name string) bool {
	_, known := functions[name]
	known = known || name == "lookup"
	return known || slices.ContainsFunc(e.Queries, func(q Query) bool { return q.Name == name })
}
