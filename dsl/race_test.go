//go:build race

package dsl_test

const raceEnabled = true
