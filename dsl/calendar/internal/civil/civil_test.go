package civil

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/internal/testenv"
)

func TestReadings(t *testing.T) {
	script.Lines(t, "readings.txt", func(question string) string {
		name, reading, _ := strings.Cut(question, " ")
		zone := load(t, name)
		clock, err := time.ParseInLocation("2006-01-02 15:04", reading, time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		shown := func(second int64) string { return time.Unix(second, 0).UTC().Format(time.RFC3339) }
		at, from := Resolve(clock.Unix(), zone)
		if time.Unix(at, 0).In(zone).Format("2006-01-02 15:04") != reading {
			return fmt.Sprintf("skipped: %s, changed at %s", shown(at), shown(from))
		}
		if at != from {
			t.Errorf("%s is shown at %s, and first at %s", question, shown(at), shown(from))
		}
		return shown(at)
	})
}

func load(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// The clocks show a reading where Resolve says, and at no minute before that.
func TestResolveMinuteByMinute(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for _, name := range []string{"America/New_York", "Europe/Dublin", "Australia/Lord_Howe", "Asia/Kathmandu"} {
		zone := load(t, name)
		for range testenv.Rounds(400) {
			reading := time.Date(1975+random.IntN(100), time.Month(1+random.IntN(12)), 1+random.IntN(28), random.IntN(24), random.IntN(60), 0, 0, time.UTC).Unix()
			at, from := Resolve(reading, zone)
			first := int64(math.MaxInt64) // the first minute with that reading or, without one, with a later one
			later := first
			for minute := reading - Reach; minute <= reading+Reach; minute += 60 {
				_, offset := time.Unix(minute, 0).In(zone).Zone()
				switch shown := minute + int64(offset); {
				case shown == reading:
					first = min(first, minute)
				case shown > reading:
					later = min(later, minute)
				}
			}
			if want := min(first, later); from != want || first != math.MaxInt64 && at != first {
				t.Fatalf("%s, %s: %d and %d, want %d", name, time.Unix(reading, 0).UTC(), at, from, want)
			}
		}
	}
}

// An offset is that of the zone, and holds until just before its end.
func TestOffset(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 2))
	for _, name := range []string{"UTC", "America/New_York", "Europe/Dublin", "Pacific/Apia", "Asia/Kathmandu"} {
		zone := load(t, name)
		for range testenv.Rounds(2000) {
			start := random.Int64N(300e9) - 60e9
			offset, end, last := Offset(start, zone)
			for _, at := range []int64{start, end - 1} {
				if _, want := time.Unix(at, 0).In(zone).Zone(); !last && offset != int64(want) {
					t.Fatalf("%s at %d: %d, want %d", name, at, offset, want)
				}
			}
			if !last && end <= start {
				t.Fatalf("%s at %d ends at %d", name, start, end)
			}
		}
	}
	if _, _, last := Offset(0, time.UTC); !last {
		t.Error("UTC changes")
	}
}

// The lengths of months are those of the standard library.
func TestDaysIn(t *testing.T) {
	for y := FirstYear; y <= LastYear; y++ {
		for m := time.January; m <= time.December; m++ {
			if got, want := DaysIn(y, m), time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC).Day(); got != want {
				t.Fatalf("%d-%d has %d days, want %d", y, m, got, want)
			}
		}
	}
	if n := MonthNumber(2026, time.March) - MonthNumber(2025, time.December); n != 3 || MonthNumber(0, time.January) != 0 {
		t.Errorf("from December to March are %d months", n)
	}
}

// Division rounds down, as that of math/big does for a positive divisor.
func TestFloorDiv(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	for _, a := range []int64{math.MinInt64, math.MaxInt64, 0, -1, 1, -86400, -86401, -86399, random.Int64(), -random.Int64()} {
		for _, b := range []int64{1, 2, 7, 86400, math.MaxInt64, 1 + random.Int64N(1000)} {
			q, m := new(big.Int).DivMod(big.NewInt(a), big.NewInt(b), new(big.Int))
			if FloorDiv(a, b) != q.Int64() || FloorMod(a, b) != m.Int64() {
				t.Errorf("%d / %d is %d and leaves %d, want %d and %d", a, b, FloorDiv(a, b), FloorMod(a, b), q, m)
			}
		}
	}
}

func TestDigits(t *testing.T) {
	digits := regexp.MustCompile(`^[0-9]{1,9}$`)
	for _, text := range []string{"", "0", "007", "2026", "999999999", "1000000000", "+1", "-1", "1 ", "1/", "1:", "٣", "1a"} {
		n, ok := Digits(text)
		if ok != digits.MatchString(text) {
			t.Errorf("%q: %v", text, ok)
		}
		if want, _ := strconv.Atoi(text); ok && n != want {
			t.Errorf("%q is %d", text, n)
		}
	}
}

func TestAppendPadded(t *testing.T) {
	for _, n := range []int{0, 1, 9, 10, 99, 100, 999, 1000, 12345} {
		for width := 1; width <= 5; width++ {
			if got, want := string(AppendPadded([]byte("x"), n, width)), fmt.Sprintf("x%0*d", width, n); got != want {
				t.Errorf("%d in %d digits is %s, want %s", n, width, got, want)
			}
		}
	}
}

func TestOrUTC(t *testing.T) {
	zone := load(t, "America/New_York")
	if OrUTC(nil) != time.UTC || OrUTC(zone) != zone {
		t.Error("a zone that is there stays, and none is UTC")
	}
}
