package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
)

// outcome is what became of a mutant.
type outcome string

const (
	killed     outcome = "killed"
	timedOut   outcome = "timed out"
	survived   outcome = "survived"
	notReached outcome = "not reached"
	notBuilt   outcome = "did not build"
)

// noticed reports whether the tests noticed the mutant.
func (o outcome) noticed() bool { return o == killed || o == timedOut }

// result is a line of the results.
type result struct {
	group   string
	site    string // its place and words
	outcome outcome
	by      string // the package whose tests noticed
}

func (r result) line() string {
	return strings.Join([]string{r.group, r.site, string(r.outcome), r.by}, "\t") + "\n"
}

// results is the file to which a line is appended for each mutant.
type results struct {
	mu    sync.Mutex
	file  *os.File
	known map[string]result // by site
}

// openResults reads the lines that are there. One that was not written whole is an error
// that names it.
func openResults(path string) (*results, error) {
	r := &results{known: map[string]result{}}
	have, err := os.Open(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err == nil {
		defer have.Close()
		if err := r.read(have); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	r.file, err = os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	return r, err
}

func (r *results) read(from io.Reader) error {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		parts := strings.Split(lines.Text(), "\t")
		if len(parts) != 5 {
			return fmt.Errorf("%q is not a result; take the line out", lines.Text())
		}
		one := result{parts[0], parts[1] + "\t" + parts[2], outcome(parts[3]), parts[4]}
		r.known[one.site] = one
	}
	return lines.Err()
}

// of is the result of a site, if there is one.
func (r *results) of(s site) (result, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	one, ok := r.known[s.name()]
	return one, ok
}

func (r *results) add(one result) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.known[one.site] = one
	_, err := r.file.WriteString(one.line())
	return err
}

// share counts the mutants of a group by what became of them.
type share map[outcome]int

// total is how many mutants were built.
func (s share) total() int { return s[killed] + s[timedOut] + s[survived] + s[notReached] }

func (s share) String() string {
	alive := s[survived] + s[notReached]
	percent := "–"
	if n := s.total(); n > 0 {
		percent = fmt.Sprintf("%.1f %%", 100*float64(n-alive)/float64(n))
	}
	return fmt.Sprintf("%4d mutants, %4d killed, %3d of them by time, %3d survived, %3d not reached, %3d did not build: %s",
		s.total(), s[killed]+s[timedOut], s[timedOut], s[survived], s[notReached], s[notBuilt], percent)
}

// shares are the counts of the sample, by group, and of all.
func shares(queues []*queue, r *results) (groups map[string]share, all share) {
	groups, all = map[string]share{}, share{}
	for _, q := range queues {
		if groups[q.group] == nil {
			groups[q.group] = share{}
		}
		built := 0
		for _, s := range q.sites {
			one, ok := r.of(s)
			if !ok || built == q.want {
				continue
			}
			groups[q.group][one.outcome]++
			all[one.outcome]++
			if one.outcome != notBuilt {
				built++
			}
		}
	}
	return groups, all
}
