package sla

import (
	"time"

	"github.com/concord-sla/concord/internal/document/form"
)

var partiesForm = form.MapOf("names", partyForm, func(name string) Party { return Party{Key: name} })

var partyForm = form.ObjectOf("a party", []form.Key[Party]{
	{
		Name: "name", Required: true, Example: "Department of Examples",
		Meaning: "the party's full name",
		Value:   form.In(form.Text, func(p *Party) *string { return &p.Name }),
	},
	{
		Name: "roles", Example: "{executive sponsor: Deputy Secretary, business owner: Chief of Finance}",
		Meaning: "the functions on its side, each with who holds it",
		Value:   form.In(rolesForm, func(p *Party) *[]Role { return &p.Roles }),
	},
})

var rolesForm = form.MapOf("roles",
	form.In(form.TextOf("holder"), func(r *Role) *string { return &r.Holder }),
	func(title string) Role { return Role{Title: title} })

var stakeholdersForm = form.MapOf("names",
	form.In(form.TextOf("interest"), func(s *Stakeholder) *string { return &s.Interest }),
	func(name string) Stakeholder { return Stakeholder{Name: name} })

var servicesForm = form.MapOf("names", serviceForm, func(name string) Service { return Service{Key: name} })

var serviceForm = form.ObjectOf("a service", []form.Key[Service]{
	{
		Name: "title", Required: true, Example: "Accounts payable",
		Meaning: "what the service is called",
		Value:   form.In(form.Text, func(s *Service) *string { return &s.Title }),
	},
	{
		Name: "responsible", Example: "provider.program manager",
		Meaning: "who answers for it",
		Value:   form.In(holderForm, func(s *Service) *string { return &s.Responsible }),
	},
	{
		Name: "above", Example: "mail_silver",
		Meaning: "the service of the same kind that is promised less, as silver is below gold",
		Value:   form.In(nameForm, func(s *Service) *string { return &s.Above }),
	},
	{
		Name: "operates", Example: "{from: 2026-10-01}",
		Meaning: "when it is in operation; outside of it the metrics of the service are not applicable",
		Value: windowForm(false,
			func(s *Service) *time.Time { return &s.From },
			func(s *Service) *time.Time { return &s.To }),
	},
})
