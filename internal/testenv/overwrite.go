package testenv

import "reflect"

// Overwrite changes everything that can be reached from a pointer through exported
// fields, lists, maps and pointers, and returns how many values it changed. What has no
// exported fields is immutable: it is taken away and not changed where it stands. A test
// shows with it that a copy shares nothing with what it was made from.
func Overwrite(pointer any) int { return overwrite(reflect.ValueOf(pointer).Elem()) }

func overwrite(v reflect.Value) (n int) {
	switch v.Kind() {
	case reflect.Struct:
		if opaque(v.Type()) {
			v.SetZero()
			return 1
		}
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				n += overwrite(v.Field(i))
			}
		}
	case reflect.Pointer:
		switch {
		case v.IsNil():
		case opaque(v.Type().Elem()):
			v.SetZero()
			n++
		default:
			n = overwrite(v.Elem())
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			n += overwrite(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			v.SetMapIndex(key, reflect.Value{})
			n++
		}
	case reflect.String:
		v.SetString(v.String() + " changed")
		n++
	case reflect.Bool:
		v.SetBool(!v.Bool())
		n++
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(v.Int() + 1)
		n++
	case reflect.Uint8:
		v.SetUint(v.Uint() + 1)
		n++
	}
	return n
}

// opaque reports whether a type is a struct without exported fields.
func opaque(t reflect.Type) bool {
	if t.Kind() != reflect.Struct {
		return false
	}
	for i := range t.NumField() {
		if t.Field(i).IsExported() {
			return false
		}
	}
	return true
}
