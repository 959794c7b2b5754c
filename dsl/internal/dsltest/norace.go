//go:build !race

package dsltest_test

const raceEnabled = false
