//go:build goexperiment.simd && amd64

package vector

func vectorKinds() (kinds []loops) {
	if hasAVX2 {
		table := func(dst []uint64, codes []uint32, table []uint64) {
			if len(table) > tableWords256 {
				inTable(dst, codes, table)
				return
			}
			inTable256(dst, codes, table)
		}
		kinds = append(kinds, loops{"AVX2", between256, betweenDifference256, inSet256, table, sum256, sumOf256, sum128Of, extremes})
	}
	if hasAVX512 {
		table := func(dst []uint64, codes []uint32, table []uint64) {
			if len(table) > tableWords512 {
				inTable(dst, codes, table)
				return
			}
			inTable512(dst, codes, table)
		}
		kinds = append(kinds, loops{"AVX-512", between512, betweenDifference512, inSet512, table, sum512, sumOf512, sum128Of512, extremes512})
	}
	return kinds
}
