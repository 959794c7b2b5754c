package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// pack is a package of the module.
type pack struct {
	ImportPath                string
	Dir                       string
	GoFiles                   []string
	Imports                   []string
	TestGoFiles, XTestGoFiles []string
	TestImports, XTestImports []string
}

func (p *pack) tested() bool { return len(p.TestGoFiles)+len(p.XTestGoFiles) > 0 }

// module is the packages of the module at a root.
type module struct {
	root  string
	path  string
	packs map[string]*pack // by import path
}

// listModule asks the go command for the packages of a module.
func listModule(root string) (*module, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	m := &module{root: root, packs: map[string]*pack{}}
	path, err := m.command("list", "-m").Output()
	if err != nil {
		return nil, fmt.Errorf("the module at %s: %w", root, err)
	}
	m.path = strings.TrimSpace(string(path))
	list, err := m.command("list", "-json", "./...").Output()
	if err != nil {
		return nil, fmt.Errorf("the packages at %s: %w", root, err)
	}
	for d := json.NewDecoder(bytes.NewReader(list)); ; {
		p := new(pack)
		if err := d.Decode(p); errors.Is(err, io.EOF) {
			return m, nil
		} else if err != nil {
			return nil, err
		}
		m.packs[p.ImportPath] = p
	}
}

// command is a go command at the root of the module.
func (m *module) command(args ...string) *exec.Cmd {
	c := exec.Command("go", args...)
	c.Dir = m.root
	return c
}

// name is a package's path from the root of the module.
func (m *module) name(path string) string {
	return strings.TrimPrefix(strings.TrimPrefix(path, m.path), "/")
}

// find returns the package of a name.
func (m *module) find(name string) (*pack, error) {
	if p := m.packs[strings.TrimSuffix(m.path+"/"+name, "/")]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("the module has no package %q", name)
}

// judges are the packages whose tests may notice a change of a package, in the order in
// which they are run: its own, those of the order, and then the others that import it,
// the nearest first.
func (m *module) judges(of *pack, order []string) []string {
	near := m.users([]string{of.ImportPath}, true, func(p *pack) []string { return p.Imports })
	near = m.users(near, false, func(p *pack) []string { return slices.Concat(p.TestImports, p.XTestImports) })
	rank := func(path string) int {
		if i := slices.Index(order, m.name(path)); i >= 0 && path != of.ImportPath {
			return i + 1
		} else if path != of.ImportPath {
			return len(order) + 1
		}
		return 0
	}
	slices.SortStableFunc(near, func(a, b string) int { return rank(a) - rank(b) })
	return slices.DeleteFunc(near, func(path string) bool { return !m.packs[path].tested() })
}

// users are packages, and behind them those that import one of them: those that import
// one of these, too, when they are followed.
func (m *module) users(of []string, followed bool, imports func(*pack) []string) []string {
	all := slices.Clone(of)
	for i := 0; i < len(all) && (followed || i < len(of)); i++ {
		var next []string
		for path, p := range m.packs {
			if slices.Contains(imports(p), all[i]) && !slices.Contains(all, path) {
				next = append(next, path)
			}
		}
		slices.Sort(next)
		all = append(all, next...)
	}
	return all
}

// queues lists the sites of groups of packages, file by file.
func (m *module) queues(groups []string) ([]*queue, error) {
	var all []*queue
	for _, group := range groups {
		name, list, named := strings.Cut(group, "=")
		if !named {
			list = name
		}
		for _, of := range strings.Split(list, ",") {
			p, err := m.find(of)
			if err != nil {
				return nil, err
			}
			for _, file := range p.GoFiles {
				text, err := os.ReadFile(filepath.Join(p.Dir, file))
				if err != nil {
					return nil, err
				}
				path := filepath.ToSlash(filepath.Join(m.name(p.ImportPath), file))
				sites, err := sitesOf(path, string(text))
				if err != nil {
					return nil, err
				}
				all = append(all, &queue{group: name, pack: p.ImportPath, file: path, sites: sites})
			}
		}
	}
	return all, nil
}
