module github.com/concord-sla/concord/internal/crosscheck

go 1.26

require (
	github.com/concord-sla/concord v0.0.0
	github.com/rickar/cal/v2 v2.1.13
	github.com/teambition/rrule-go v1.8.2
)

replace github.com/concord-sla/concord => ../..
