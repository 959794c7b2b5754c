package testenv

import (
	"context"
	"fmt"
	"reflect"
	"testing"
)

// CallWithNothing calls functions, and every exported method of the other values, with
// the zero value of each parameter: nil contexts, readers and pointers, empty structs.
// None of them may panic. A second call of each has a context, so that what follows the
// context is reached, too.
func CallWithNothing(t testing.TB, values ...any) {
	t.Helper()
	for _, value := range values {
		v := reflect.ValueOf(value)
		if v.Kind() == reflect.Func {
			callWithNothing(t, v.Type().String(), v)
			continue
		}
		for i := range v.NumMethod() {
			callWithNothing(t, fmt.Sprintf("%s.%s", v.Type(), v.Type().Method(i).Name), v.Method(i))
		}
	}
}

func callWithNothing(t testing.TB, name string, f reflect.Value) {
	t.Helper()
	for _, ctx := range []context.Context{nil, context.Background()} {
		args := make([]reflect.Value, f.Type().NumIn())
		if f.Type().IsVariadic() {
			args = args[:len(args)-1]
		}
		for i := range args {
			args[i] = reflect.Zero(f.Type().In(i))
			if ctx != nil && f.Type().In(i) == reflect.TypeFor[context.Context]() {
				args[i] = reflect.ValueOf(ctx)
			}
		}
		func() {
			defer func() {
				if p := recover(); p != nil {
					t.Errorf("%s of nothing panics: %v", name, p)
				}
			}()
			f.Call(args)
		}()
	}
}
