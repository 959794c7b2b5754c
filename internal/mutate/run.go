package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// runner runs the tests of a module with one file changed.
type runner struct {
	*module
	order  []string
	others int           // how many packages beside a mutant's own may notice it; 0 is all
	limit  time.Duration // for the tests of a package
	memory int           // GiB that a test may take; 0 is no limit
}

// try tells what becomes of a site of a queue's file.
func (r *runner) try(ctx context.Context, q *queue, s site) (result, error) {
	one := result{group: q.group, site: s.name()}
	path := filepath.Join(r.root, filepath.FromSlash(q.file))
	text, err := os.ReadFile(path)
	if err != nil {
		return one, err
	}
	one.outcome, one.by, err = r.judge(ctx, q, path, s.apply(string(text)))
	if err != nil || one.outcome != survived {
		return one, err
	}
	reached, _, err := r.judge(ctx, q, path, s.reached(string(text)))
	if reached == survived {
		one.outcome = notReached
	}
	return one, err
}

// judge runs tests with a text in place of a file's, until a package's fail.
func (r *runner) judge(ctx context.Context, q *queue, path, text string) (outcome, string, error) {
	folder, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return "", "", err
	}
	defer os.RemoveAll(folder)
	changed, overlay := filepath.Join(folder, "changed.go"), filepath.Join(folder, "overlay.json")
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {path: changed}})
	if err == nil {
		err = os.WriteFile(changed, []byte(text), 0o600)
	}
	if err == nil {
		err = os.WriteFile(overlay, replace, 0o600)
	}
	if err != nil {
		return "", "", err
	}
	if _, failed := r.run(ctx, "build", "-overlay", overlay, q.pack); failed {
		if ctx.Err() != nil {
			return "", "", ctx.Err()
		}
		return notBuilt, "", nil
	}
	for _, by := range r.judgesOf(q.pack) {
		out, failed := r.test(ctx, by, "-overlay", overlay)
		switch {
		case ctx.Err() != nil:
			return "", "", ctx.Err()
		case failed && strings.Contains(out, "test timed out after"):
			return timedOut, r.name(by), nil
		case failed:
			return killed, r.name(by), nil
		}
	}
	return survived, "", nil
}

// test runs the tests of a package. Vet is off: it looks at what a mutant says, and not
// at what it does.
func (r *runner) test(ctx context.Context, path string, flags ...string) (out string, failed bool) {
	args := append([]string{"test", "-vet=off", "-timeout", r.limit.String()}, flags...)
	if r.memory > 0 {
		args = append(args, "-exec", fmt.Sprintf("prlimit --data=%d", r.memory<<30))
	}
	return r.run(ctx, append(args, path)...)
}

// run runs a go command with one process at a time, and ends what it began when the
// context ends, or when tests that do not keep their own limit run on.
func (r *runner) run(ctx context.Context, args ...string) (out string, failed bool) {
	ctx, cancel := context.WithTimeout(ctx, 2*r.limit+5*time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, "go", append([]string{args[0], "-p=1"}, args[1:]...)...)
	c.Dir = r.root
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
	c.WaitDelay = 10 * time.Second
	var b bytes.Buffer
	c.Stdout, c.Stderr = &b, &b
	err := c.Run()
	return b.String(), err != nil
}

// judgesOf returns the packages whose tests are run for a mutant of a package.
func (r *runner) judgesOf(pack string) []string {
	all := r.judges(r.packs[pack], r.order)
	if r.others > 0 {
		all = all[:min(len(all), r.others+1)]
	}
	return all
}

// sound checks that the tests pass without a change, so that a failure says something.
func (r *runner) sound(ctx context.Context, queues []*queue) error {
	passed := map[string]bool{}
	for _, q := range queues {
		for _, path := range r.judgesOf(q.pack) {
			if passed[path] {
				continue
			}
			if out, failed := r.test(ctx, path); failed {
				return fmt.Errorf("the tests of %s fail without a change:\n%s", path, out)
			}
			passed[path] = true
		}
	}
	return nil
}
