// Embedded shows Concord inside a service of its own: the agreement is Go values, the
// records are the service's own structs, and the verdicts are an answer of its HTTP
// interface.
//
//	go run ./examples/embedded                          asks itself once and prints the answer
//	go run ./examples/embedded -listen localhost:8080   serves GET /status?period=2026-11
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"time"
	_ "time/tzdata"
)

func main() {
	listen := flag.String("listen", "", "serve on this `address` instead of asking once")
	flag.Parse()
	if err := run(os.Stdout, *listen); err != nil {
		fmt.Fprintln(os.Stderr, "embedded:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, listen string) error {
	desk, err := NewDesk()
	if err != nil {
		return err
	}
	for _, t := range november {
		desk.Close(t)
	}
	if listen != "" {
		server := &http.Server{Addr: listen, Handler: desk, ReadHeaderTimeout: 10 * time.Second}
		fmt.Fprintln(out, "GET http://"+listen+"/status?period=2026-11")
		return server.ListenAndServe()
	}
	for _, period := range []string{"2026-11", "2026-12", "november"} {
		answer := httptest.NewRecorder()
		desk.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/status?period="+period, nil))
		fmt.Fprintf(out, "GET /status?period=%s: %d\n%s\n", period, answer.Code, answer.Body)
	}
	return nil
}

// ServeHTTP answers GET /status?period=2026-11 with the verdicts of the period.
func (d *Desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet || r.URL.Path != "/status" {
		http.NotFound(w, r)
		return
	}
	answer, err := d.Status(r.Context(), r.URL.Query().Get("period"))
	if err != nil {
		status := http.StatusInternalServerError
		if isCallersMistake(err) {
			status = http.StatusBadRequest
		}
		http.Error(w, err.Error(), status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	_ = encoder.Encode(answer) // the client has gone; there is no one to tell
}

// november is what the desk did: 3 tickets, one of them over its four hours.
var november = []Ticket{
	{ID: "T-1", Opened: at(3, 9, 0), Resolved: at(3, 11, 30), Priority: "high"},
	{ID: "T-2", Opened: at(4, 16, 45), Resolved: at(4, 20, 45), Priority: "high"},
	{ID: "T-3", Opened: at(9, 8, 15), Resolved: at(9, 17, 0), Priority: "low"},
}

func at(day, hour, minute int) time.Time {
	return time.Date(2026, time.November, day, hour, minute, 0, 0, time.UTC)
}
