package framework

import "strings"

// PartyOf returns the party of an agreement that a catalog's word for an organization
// names: provider, customer or qsmo; "" when it names none.
func PartyOf(organization string) string {
	switch {
	case strings.Contains(organization, "Provider"):
		return "provider"
	case strings.Contains(organization, "Customer"), strings.Contains(organization, "Consumer"), strings.HasPrefix(organization, "Agency"):
		return "customer"
	case strings.Contains(organization, "Management Office"):
		return "qsmo"
	}
	return ""
}

// DueWithin returns how long after the period the measure's result is due, where the
// source says it in days that the language knows: "10 calendar days" of "10 calendar days
// after month end".
func (m *Measure) DueWithin() string {
	fields := strings.Fields(m.Due)
	if len(fields) < 3 || !isDigits(fields[0]) || fields[1] != "calendar" && fields[1] != "business" || fields[2] != "days" && fields[2] != "day" {
		return ""
	}
	return strings.Join(fields[:3], " ")
}
