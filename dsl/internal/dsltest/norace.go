//go:build !race

package dsltest

const raceEnabled = false
