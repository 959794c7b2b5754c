module github.com/concord-sla/concord/internal/mutate

go 1.26
