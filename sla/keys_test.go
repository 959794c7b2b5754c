package sla_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/document/form"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/sla"
)

const allKeys = "testdata/keys/all.txt"

// Each key of the document is read into its own field: the script has a value of its own
// for every key, and shows what is read.
func TestWhatKeysFill(t *testing.T) {
	s := script.ReadArchive(t, allKeys)
	a, err := sla.Parse("agreement.yaml", []byte(s.Sections["agreement.yaml"]))
	if err != nil {
		t.Fatal(diag.From(err).Screen())
	}
	var read strings.Builder
	printFields(&read, "", reflect.ValueOf(*a))
	s.Expect(t, "read", read.String())
}

// printFields prints the fields of a Go value that are not zero, one a line.
func printFields(b *strings.Builder, path string, v reflect.Value) {
	if v.IsZero() {
		return
	}
	if _, ok := v.Interface().(fmt.Stringer); ok && path != "" {
		fmt.Fprintf(b, "%s: %s\n", path, v)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		printFields(b, path, v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() {
				printFields(b, strings.TrimPrefix(path+"."+field.Name, "."), v.Field(i))
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			printFields(b, fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
	default:
		fmt.Fprintf(b, "%s: %v\n", path, v)
	}
}

// Each key says what it means, and has an example unless its value is made of keys of
// their own. The example is accepted in the place of what the script has.
func TestExamplesOfKeys(t *testing.T) {
	eachKey(t, func(name string, key form.KeyShape, all []place) {
		if key.Meaning == "" || strings.HasSuffix(key.Meaning, ".") {
			t.Errorf("%s: its meaning is no phrase: %q", name, key.Meaning)
		}
		if key.Example == "" {
			if object(key.Shape) == nil {
				t.Errorf("%s has no example", name)
			}
			return
		}
		example, mistakes := document.Parse(&diag.Source{Name: "example", Text: "example: " + key.Example})
		if len(mistakes) > 0 {
			t.Errorf("%s: %v", name, mistakes)
			return
		}
		var refused []string
		for _, p := range all {
			err := p.with(t, key.Name, example.Get("example"))
			if err == nil {
				return
			}
			refused = append(refused, err.Error())
		}
		t.Errorf("%s: the example %s is nowhere accepted:\n%s", name, key.Example, strings.Join(refused, "\n"))
	})
}

// A key is required if and only if nothing is accepted without it.
func TestRequiredKeys(t *testing.T) {
	eachKey(t, func(name string, key form.KeyShape, all []place) {
		written, optional := 0, false
		for _, p := range all {
			if p.find(t, p.tree(t)).Get(key.Name) != nil {
				written++
			}
			optional = optional || p.with(t, key.Name, nil) == nil
		}
		if written == 0 {
			t.Errorf("%s is nowhere in %s", name, allKeys)
		}
		if optional == key.Required {
			t.Errorf("%s: required is %v, and that something is accepted without it %v", name, key.Required, optional)
		}
	})
}

// eachKey visits every key of the document once, with the path at which it is met first
// and the places of the script where it can stand.
func eachKey(t *testing.T, visit func(name string, key form.KeyShape, all []place)) {
	t.Helper()
	var objects []*form.Shape
	paths := map[*form.Shape][]string{}
	sla.DocumentShape.Walk("", func(path string, s *form.Shape) bool {
		if len(s.Keys) > 0 && paths[s] == nil {
			objects = append(objects, s)
		}
		paths[s] = append(paths[s], path)
		return true
	})
	for _, s := range objects {
		all := placesOf(t, paths[s])
		for _, key := range s.Keys {
			visit(strings.TrimPrefix(paths[s][0]+"."+key.Name, "."), key, all)
		}
	}
}

// place is a map in one of the script's agreements: the nth at a path.
type place struct {
	section, path string
	nth           int
}

func placesOf(t *testing.T, paths []string) (all []place) {
	t.Helper()
	for _, section := range []string{"agreement.yaml", "least.yaml"} {
		for _, path := range paths {
			p := place{section: section, path: path}
			for range mapsAt(p.tree(t), path) {
				all = append(all, p)
				p.nth++
			}
		}
	}
	return all
}

// tree returns the agreement of a place, read anew.
func (p place) tree(t *testing.T) *document.Node {
	t.Helper()
	root, mistakes := document.Parse(&diag.Source{Name: p.section, Text: script.ReadArchive(t, allKeys).Sections[p.section]})
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	return root
}

func (p place) find(t *testing.T, root *document.Node) *document.Node {
	t.Helper()
	return mapsAt(root, p.path)[p.nth]
}

// with returns what is wrong with the agreement when the key has another value, or none
// when the value is nil.
func (p place) with(t *testing.T, key string, value *document.Node) error {
	t.Helper()
	root := p.tree(t)
	n := p.find(t, root)
	n.Entries = slices.DeleteFunc(n.Entries, func(e document.Entry) bool { return e.Key == key })
	if value != nil {
		n.Entries = append(n.Entries, document.Entry{Key: key, Value: value})
	}
	a, mistakes := sla.Decode(root)
	if err := mistakes.Err(); err != nil {
		return err
	}
	_, err := a.Compile()
	return err
}

// object returns the object that a shape is, or that its elements are; nil if there is
// none.
func object(s *form.Shape) *form.Shape {
	switch s.Kind {
	case form.Object:
		return s
	case form.Map, form.List:
		return object(s.Of)
	case form.Either:
		for _, one := range s.Alternatives {
			if found := object(one); found != nil {
				return found
			}
		}
	}
	return nil
}

// mapsAt returns the maps at the paths of a pattern, in which * is any key and [] any
// element of a list.
func mapsAt(n *document.Node, pattern string) (all []*document.Node) {
	if pattern == "" {
		if n.Kind == document.Map {
			all = append(all, n)
		}
		return all
	}
	first, rest, _ := strings.Cut(pattern, ".")
	key, isList := strings.CutSuffix(first, "[]")
	for _, e := range n.Entries {
		if key != "*" && e.Key != key {
			continue
		}
		within := []*document.Node{e.Value}
		if isList {
			within = e.Value.Items
		}
		for _, one := range within {
			all = append(all, mapsAt(one, rest)...)
		}
	}
	return all
}
