package business

import (
	"fmt"
	"testing"
	"time"
)

func BenchmarkWorkingTime(b *testing.B) {
	c := nineToFiveIn(b, "America/New_York")
	for _, years := range []int{0, 1, 50} {
		from := time.Date(2026, 3, 2, 15, 4, 5, 6, time.UTC)
		to := from.AddDate(years, 0, 3)
		b.Run(fmt.Sprintf("%d years and 3 days", years), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.WorkingTime(from, to); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkAddWorkingTime(b *testing.B) {
	c := nineToFiveIn(b, "America/New_York")
	from := time.Date(2026, 3, 2, 15, 4, 5, 6, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.AddWorkingTime(from, 40*time.Hour); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFirstWorkingTime(b *testing.B) {
	from := time.Date(2026, 3, 2, 15, 4, 5, 6, time.UTC)
	to := from.AddDate(0, 0, 3)
	h, _ := nineToFiveIn(b, "America/New_York").Hours()
	for b.Loop() {
		c, err := Weekdays().WithHours("office", h)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := c.WorkingTime(from, to); err != nil {
			b.Fatal(err)
		}
	}
}
