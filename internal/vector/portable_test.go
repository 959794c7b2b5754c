//go:build !(goexperiment.simd && amd64)

package vector

func vectorKinds() []loops { return nil }
