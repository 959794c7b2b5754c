package calendar

import (
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
	"github.com/concord-sla/concord/internal/prose"
)

// Resolve returns the instant at which a wall clock in the zone shows the date and the
// reading, which is counted from 00:00 on that wall: 9*time.Hour is nine in the morning,
// whether or not nine hours have passed since midnight. A reading of 24 hours or more, or
// less than zero, is one on a following or an earlier day.
//
// A reading that the zone skips is taken with the offset in force before the gap, so that
// 02:30 in New York's spring gap is 03:30 daylight time; one that it repeats is the first
// of the two. Both are the rule of RFC 5545, section 3.3.5. An invalid date gives the
// zero Time.
//
// The cost is that of a few searches in the zone's table.
func Resolve(d Date, clock time.Duration, zone *time.Location) time.Time {
	if !d.Valid() {
		return time.Time{}
	}
	zone = civil.OrUTC(zone)
	second := civil.FloorDiv(int64(clock), int64(time.Second))
	fraction := civil.FloorMod(int64(clock), int64(time.Second))
	at, _ := civil.Resolve(d.Number()*civil.SecondsPerDay+second, zone)
	return time.Unix(at, fraction).In(zone)
}

// startOfDay returns the first instant of the day with that number, which may be one past
// the last date.
func startOfDay(number int64, zone *time.Location) time.Time {
	// When midnight is skipped the day begins where the gap ends, even if it began the
	// evening before (Toronto, 1919-03-30 at 23:30).
	_, from := civil.Resolve(number*civil.SecondsPerDay, zone)
	return time.Unix(from, 0).In(zone)
}

// LoadZone finds a zone by its name in the IANA time zone database, such as
// America/New_York or UTC.
//
// It refuses "" and "Local", which mean UTC and "whatever this machine is set to" to
// [time.LoadLocation]: an agreement names its zone. The error for a name that the
// database lacks is a diagnostic of the code [UnknownZone] with names near to it. When
// the machine has no database, importing time/tzdata into the program brings one.
//
// The database also holds old abbreviations, which load: EST is five hours behind UTC in
// summer too, and is not New York.
func LoadZone(name string) (*time.Location, error) {
	switch name {
	case "":
		return nil, unknownZone(name, nil, `write an IANA name such as "America/New_York", or "UTC"`)
	case "Local":
		return nil, unknownZone(name, nil, `it is another zone on each machine; write an IANA name such as "America/New_York"`)
	}
	zone, err := time.LoadLocation(name)
	if err == nil {
		return zone, nil
	}
	if _, err := time.LoadLocation(commonZones[0]); err != nil {
		return nil, unknownZone(name, nil, `this machine has no time zone database: import _ "time/tzdata" in the program to bring one`)
	}
	return nil, unknownZone(name, zonesNear(name),
		`names are those of the IANA database; if this one is newer than the machine's, import _ "time/tzdata" in the program`)
}

func unknownZone(name string, near []string, otherwise string) error {
	return unknown(UnknownZone, "time zone", name, near, otherwise)
}

// zonesNear returns the zones that a writer may have meant: by its common name, by its
// city, or by its spelling.
func zonesNear(name string) []string {
	key := zoneKey(name)
	if zone, ok := zoneCalled(key); ok {
		return []string{zone}
	}
	var cities []string
	for _, zone := range commonZones {
		if _, city, ok := strings.Cut(zone, "/"); ok && zoneKey(city) == key {
			cities = append(cities, zone)
		}
	}
	if len(cities) > 0 {
		return cities
	}
	return prose.Near(name, commonZones[:], 3)
}

// zoneKey folds away what does not distinguish two zones.
func zoneKey(name string) string {
	return strings.NewReplacer(" ", "", "_", "", "-", "").Replace(strings.ToLower(name))
}

// zoneCalled returns the zone of a name that is common in the United States or in
// Windows.
func zoneCalled(key string) (string, bool) {
	key = strings.TrimPrefix(key, "us/")
	for _, suffix := range []string{"standardtime", "daylighttime", "time"} {
		key = strings.TrimSuffix(key, suffix)
	}
	switch key {
	case "eastern", "et", "edt", "washington", "washingtondc":
		return "America/New_York", true
	case "central", "ct", "cdt", "cst":
		return "America/Chicago", true
	case "mountain", "mt", "mdt":
		return "America/Denver", true
	case "pacific", "pt", "pdt", "pst":
		return "America/Los_Angeles", true
	case "alaska", "akst", "akdt":
		return "America/Anchorage", true
	case "hawaii":
		return "Pacific/Honolulu", true
	case "z", "zulu", "utc", "gmt":
		return "UTC", true
	}
	return "", false
}

// commonZones are offered in errors only; every name in the database can be loaded. The
// first is used to tell whether there is a database.
var commonZones = [...]string{
	"America/New_York", "UTC",
	"America/Adak", "America/Anchorage", "America/Argentina/Buenos_Aires", "America/Bogota", "America/Boise", "America/Caracas", "America/Chicago",
	"America/Denver", "America/Detroit", "America/Halifax", "America/Havana", "America/Indiana/Indianapolis", "America/Juneau",
	"America/Kentucky/Louisville", "America/Lima", "America/Los_Angeles", "America/Mexico_City", "America/Phoenix", "America/Puerto_Rico",
	"America/Santiago", "America/Sao_Paulo", "America/St_Johns", "America/Toronto", "America/Vancouver",
	"Africa/Cairo", "Africa/Casablanca", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi",
	"Asia/Bangkok", "Asia/Beirut", "Asia/Dhaka", "Asia/Dubai", "Asia/Ho_Chi_Minh", "Asia/Hong_Kong", "Asia/Jakarta", "Asia/Jerusalem", "Asia/Karachi",
	"Asia/Kathmandu", "Asia/Kolkata", "Asia/Manila", "Asia/Riyadh", "Asia/Seoul", "Asia/Shanghai", "Asia/Singapore", "Asia/Taipei", "Asia/Tehran",
	"Asia/Tokyo", "Atlantic/Azores", "Atlantic/Reykjavik",
	"Australia/Adelaide", "Australia/Brisbane", "Australia/Darwin", "Australia/Melbourne", "Australia/Perth", "Australia/Sydney",
	"Europe/Amsterdam", "Europe/Athens", "Europe/Berlin", "Europe/Brussels", "Europe/Dublin", "Europe/Helsinki", "Europe/Istanbul", "Europe/Kyiv",
	"Europe/Lisbon", "Europe/London", "Europe/Madrid", "Europe/Moscow", "Europe/Oslo", "Europe/Paris", "Europe/Prague", "Europe/Rome",
	"Europe/Stockholm", "Europe/Vienna", "Europe/Warsaw", "Europe/Zurich",
	"Pacific/Auckland", "Pacific/Guam", "Pacific/Honolulu", "Pacific/Pago_Pago",
}
