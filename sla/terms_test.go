package sla_test

import (
	"reflect"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/sla"
)

// What is done to the terms of a plan changes nothing of the plan: everything in them
// that can be reached and set is overwritten, and the next terms are as the first were.
func TestTermsAreACopy(t *testing.T) {
	s := script.ReadArchive(t, allKeys)
	agreement, err := sla.Parse("agreement.yaml", []byte(s.Sections["agreement.yaml"]))
	if err != nil {
		t.Fatal(diag.Screen(err))
	}
	plan, err := agreement.Compile()
	if err != nil {
		t.Fatal(diag.Screen(err))
	}
	before, changed := plan.Terms(), plan.Terms()
	if len(before.Metrics) == 0 || len(before.Remedies) == 0 || len(before.Clocks) == 0 || len(before.Availabilities) == 0 {
		t.Fatal("the agreement of all keys does not have every part")
	}
	if n := overwrite(reflect.ValueOf(&changed).Elem()); n < 500 {
		t.Errorf("only %d values were overwritten", n)
	}
	if after := plan.Terms(); !reflect.DeepEqual(before, after) {
		t.Error("a change of the terms changed the plan")
	}
}

// overwrite sets all that can be reached through exported fields, but for what is
// immutable, and counts it.
func overwrite(v reflect.Value) (n int) {
	switch v.Interface().(type) {
	case *dsl.Program, *business.Calendar, dsl.Value:
		return 0
	case kinds.Type:
		v.FieldByName("Currency").SetString("XXX")
		return 1
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				n += overwrite(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			n += overwrite(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			v.SetMapIndex(key, reflect.Value{})
			n++
		}
	case reflect.Pointer:
		if !v.IsNil() && v.Elem().CanSet() {
			n += overwrite(v.Elem())
		}
	case reflect.String:
		v.SetString("changed")
		n++
	case reflect.Bool:
		v.SetBool(!v.Bool())
		n++
	case reflect.Int, reflect.Int64:
		v.SetInt(v.Int() + 1)
		n++
	case reflect.Uint8:
		v.SetUint(v.Uint() + 1)
		n++
	}
	return n
}
