package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

func get(t *testing.T, desk *Desk, path string) (int, string) {
	t.Helper()
	answer := httptest.NewRecorder()
	desk.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
	return answer.Code, answer.Body.String()
}

func TestStatus(t *testing.T) {
	desk, err := NewDesk()
	if err != nil {
		t.Fatal(err)
	}
	check := func(path string, code int, want string) {
		t.Helper()
		if got, body := get(t, desk, path); got != code || !strings.Contains(body, want) {
			t.Errorf("GET %s: %d, want %d and %q:\n%s", path, got, code, want, body)
		}
	}
	check("/status?period=2026-11", http.StatusOK, `"verdict": "not measured"`)
	for _, ticket := range november {
		desk.Close(ticket)
	}
	check("/status?period=2026-11", http.StatusOK, `"value": "66.7%"`) // T-2 took four hours to the minute: in time
	desk.Close(Ticket{ID: "T-4", Priority: "low", Opened: at(10, 9, 0)})
	check("/status?period=2026-11", http.StatusOK, `"value": "50.0%"`) // an open ticket is not resolved in time
	check("/status?period=november", http.StatusBadRequest, "not a period")
	check("/status", http.StatusBadRequest, "not a period")
	check("/nothing", http.StatusNotFound, "")
}

// Records arrive while verdicts are asked for.
func TestStatusWhileTicketsArrive(t *testing.T) {
	desk, err := NewDesk()
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i := range 50 {
				desk.Close(Ticket{ID: "T", Priority: "low", Opened: at(1+i%28, 9, 0), Resolved: at(1+i%28, 9, 0).Add(time.Hour)})
				if code, body := get(t, desk, "/status?period=2026-11"); code != http.StatusOK {
					t.Errorf("%d %s", code, body)
				}
			}
		})
	}
	group.Wait()
	if _, body := get(t, desk, "/status?period=2026-11"); !strings.Contains(body, "200 rows of tickets: 200 used") {
		t.Error(body)
	}
}
