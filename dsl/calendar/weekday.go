package calendar

// Monday to Friday, counted without a loop. A day is given by its number (see [Date.Number]); 1970-01-05, number 4, was a Monday.

const aMonday = 4

// isWeekday reports whether the day is one of Monday to Friday.
func isWeekday(day int64) bool { return floorMod(day-aMonday, 7) < 5 }

// weekdaysThrough counts the Mondays to Fridays from 1970-01-05 through the day; it is negative before. Only differences mean something.
func weekdaysThrough(day int64) int64 {
	week, of := floorDiv(day-aMonday, 7), floorMod(day-aMonday, 7)
	return week*5 + min(of+1, 5)
}

// nthWeekday returns the day on which weekdaysThrough becomes n.
func nthWeekday(n int64) int64 {
	return aMonday + floorDiv(n-1, 5)*7 + floorMod(n-1, 5)
}
