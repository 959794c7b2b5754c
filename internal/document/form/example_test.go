package form_test

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/document/form"
)

type office struct {
	Name  string
	Rooms []room
}

type room struct {
	Name  string
	Seats int
}

// offices is the table of a small document.
var offices = form.ObjectOf("an office", []form.Key[office]{
	{
		Name: "name", Required: true, Example: "Records",
		Meaning: "what the office is called",
		Value:   form.In(form.Text, func(o *office) *string { return &o.Name }),
		Missing: func(*office) (summary, advice string) { return "the office has no name", "write name:" },
	},
	{
		Name:    "rooms",
		Meaning: "its rooms",
		Value: form.In(form.MapOf("doors", form.ObjectOf("a room", []form.Key[room]{
			{
				Name: "seats", Example: "4",
				Meaning: "how many may sit in it",
				Value:   form.In(form.WholeNumber, func(r *room) *int { return &r.Seats }),
			},
		}), func(name string) room { return room{Name: name} }), func(o *office) *[]room { return &o.Rooms }),
	},
})

func read(text string) (o office, mistakes diag.List) {
	root, mistakes := document.Parse(&diag.Source{Name: "office.yaml", Text: text})
	r := &form.Reader{Mistakes: mistakes}
	offices.Read(r, root, &o)
	return o, r.Mistakes.Sorted()
}

func Example() {
	o, _ := read("name: Records\nrooms: {north: {seats: 4}, south: {}}\n")
	fmt.Printf("%+v\n", o)

	_, mistakes := read("rooms: {north: {seats: four}, south: {seat: 2}}\n")
	fmt.Print(mistakes.Screen())
	// Output:
	// {Name:Records Rooms:[{Name:north Seats:4} {Name:south Seats:0}]}
	// office.yaml:1:1: error [missing-key]: the office has no name
	//     1 | rooms: {north: {seats: four}, south: {seat: 2}}
	//       | ^^^^^ write name:
	// office.yaml:1:24: error [bad-value]: "four" is not a whole number
	//     1 | rooms: {north: {seats: four}, south: {seat: 2}}
	//       |                        ^^^^ write digits alone, such as 1
	// office.yaml:1:39: error [unknown-key]: a room has no key seat
	//     1 | rooms: {north: {seats: four}, south: {seat: 2}}
	//       |                                       ^^^^ did you mean seats?
}

func ExampleShape_Walk() {
	offices.Shape().Walk("", func(path string, s *form.Shape) bool {
		for _, key := range s.Keys {
			fmt.Printf("%s: %s is %s: %s\n", s.Noun, key.Name, key.Shape, key.Meaning)
		}
		return true
	})
	// Output:
	// an office: name is text: what the office is called
	// an office: rooms is map of doors to rooms: its rooms
	// a room: seats is whole number: how many may sit in it
}
