package main

import "context"

// metPercent is the share of tickets within 72 hours that a month of a customer needs.
const metPercent = 80

// The question of groups: in how many of all months of all customers enough tickets were
// resolved in time, and the highest sum of a month.
var groupsTexts = [...]string{
	`count(groups(tickets, [.customer, month_start(.opened)]), share(#, .resolved - .opened <= 72h) >= 80%)`,
	`max(groups(tickets, [.customer, month_start(.opened)]), sum(#, .amount))`,
}

func askAllGroups(ctx context.Context, o options, all []opened, threads int) (section, error) {
	results, err := raceOf(ctx, o, all, askGroups, threads)
	if err != nil {
		return section{}, err
	}
	return section{
		title: "Groups of 1,000 customers and 12 months, " + threadCount(threads),
		asked: groupsTexts[:],
		unit:  "ns a row", results: results,
	}, nil
}
