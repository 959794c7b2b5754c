package align

import (
	"testing"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/internal/testenv"
)

// The longest stretches of calendar days, and the most business days in so many calendar
// days, are those that counting gives: every first day, and every length.
func TestSpansOfDays(t *testing.T) {
	const longest = 45
	federal, a := business.Federal(), aligner{spans: map[int64][2]int64{}}
	most := map[int64]int64{}     // calendar days in which so many business days lie
	business := map[int64]int64{} // business days in so many calendar days
	for n := firstDay; n < firstDay+int64(testenv.Rounds(spanDays)); n++ {
		for days := int64(0); days <= longest; days++ {
			count, err := federal.BusinessDays(calendar.DateOfNumber(n), calendar.DateOfNumber(n+days))
			if err != nil {
				t.Fatal(err)
			}
			most[count] = max(most[count], days)
			business[days] = max(business[days], count)
		}
	}
	for count := int64(1); count <= 25; count++ {
		if got, want := a.span(count)[1], most[count]; got < want || !testing.Short() && got != want {
			t.Errorf("%d business days can take %d calendar days, counted %d", count, got, want)
		}
	}
	for days := int64(1); days <= longest; days++ {
		if got, want := businessDaysIn(days), business[days]; got != want {
			t.Errorf("%d calendar days hold at most %d business days, counted %d", days, got, want)
		}
	}
}
