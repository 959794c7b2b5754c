package vector

// inSet is the portable InSet.
func inSet(dst []uint64, codes []uint32, set uint64) {
	const n = Block / 4
	for k := range dst {
		block := (*[Block]uint32)(codes[k*Block:])
		w, x, y, z := (*[n]uint32)(block[:]), (*[n]uint32)(block[n:]), (*[n]uint32)(block[2*n:]), (*[n]uint32)(block[3*n:])
		var a, b, c, d uint64
		for i := n - 1; i >= 0; i-- {
			a = 2*a + set>>(w[i]&63)&1
			b = 2*b + set>>(x[i]&63)&1
			c = 2*c + set>>(y[i]&63)&1
			d = 2*d + set>>(z[i]&63)&1
		}
		dst[k] = a | b<<n | c<<(2*n) | d<<(3*n)
	}
}

// inTable is the portable InTable.
func inTable(dst []uint64, codes []uint32, table []uint64) {
	const n = Block / 4
	for k := range dst {
		block := (*[Block]uint32)(codes[k*Block:])
		w, x, y, z := (*[n]uint32)(block[:]), (*[n]uint32)(block[n:]), (*[n]uint32)(block[2*n:]), (*[n]uint32)(block[3*n:])
		var a, b, c, d uint64
		for i := n - 1; i >= 0; i-- {
			a = 2*a + table[w[i]/Block]>>(w[i]%Block)&1
			b = 2*b + table[x[i]/Block]>>(x[i]%Block)&1
			c = 2*c + table[y[i]/Block]>>(y[i]%Block)&1
			d = 2*d + table[z[i]/Block]>>(z[i]%Block)&1
		}
		dst[k] = a | b<<n | c<<(2*n) | d<<(3*n)
	}
}
