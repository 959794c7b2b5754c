//go:build rivals

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
)

// pgServer is a PostgreSQL of its own for a run: its cluster and its socket are in a
// temporary folder.
type pgServer struct {
	bin, dir string
	as       *syscall.Credential // PostgreSQL does not run as root; nil for who runs this
}

// startPostgres makes a cluster and starts a server over it, as the user nobody when this
// is root.
func startPostgres(ctx context.Context) (_ *pgServer, err error) {
	bin, ok := postgresBin()
	if !ok {
		return nil, lackError("PostgreSQL is not installed; apt-get install postgresql")
	}
	dir, err := os.MkdirTemp("", "concord-pg-")
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			os.RemoveAll(dir)
		}
	}()
	s := &pgServer{bin: bin, dir: dir}
	if os.Getuid() == 0 {
		if s.as, err = credentialOf("nobody"); err != nil {
			return nil, err
		}
		if err := os.Chown(dir, int(s.as.Uid), int(s.as.Gid)); err != nil {
			return nil, err
		}
	}
	if err := s.run(ctx, "initdb", "-D", s.data(), "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"); err != nil {
		return nil, err
	}
	// Half of a small machine's memory for pages, room to sort without a file, and
	// nothing made safe that will be thrown away.
	settings := "-c listen_addresses='' -c unix_socket_directories=" + dir +
		" -c shared_buffers=2GB -c work_mem=1GB -c maintenance_work_mem=512MB -c max_wal_size=4GB" +
		" -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c TimeZone=UTC"
	if err := s.run(ctx, "pg_ctl", "-D", s.data(), "-w", "-l", filepath.Join(dir, "log"), "-o", settings, "start"); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *pgServer) data() string { return filepath.Join(s.dir, "data") }

func (s *pgServer) address() string { return "host=" + s.dir + " user=bench dbname=postgres" }

// stop ends the server and removes its folder.
func (s *pgServer) stop() error {
	err := s.run(context.Background(), "pg_ctl", "-D", s.data(), "-w", "-m", "immediate", "stop")
	if removed := os.RemoveAll(s.dir); err == nil {
		err = removed
	}
	return err
}

// run is one of PostgreSQL's own programs. A server that it starts does not hold its
// output.
func (s *pgServer) run(ctx context.Context, program string, args ...string) error {
	command := exec.CommandContext(ctx, filepath.Join(s.bin, program), args...)
	command.Dir = s.dir
	command.SysProcAttr = &syscall.SysProcAttr{Credential: s.as}
	output, err := os.Create(filepath.Join(s.dir, program+".out"))
	if err != nil {
		return err
	}
	defer output.Close()
	command.Stdout, command.Stderr = output, output
	if err := command.Run(); err != nil {
		said, _ := os.ReadFile(output.Name()) // nothing, when it cannot be read
		return fmt.Errorf("%s: %w: %s", program, err, said)
	}
	return nil
}

// postgresBin is the folder of PostgreSQL's programs: of the last version where Debian
// puts them, or on the path.
func postgresBin() (string, bool) {
	if found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb"); len(found) > 0 {
		return filepath.Dir(slices.Max(found)), true
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		return "", false
	}
	return filepath.Dir(path), true
}

func credentialOf(name string) (*syscall.Credential, error) {
	u, err := user.Lookup(name)
	if err != nil {
		return nil, err
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}
