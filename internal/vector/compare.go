package vector

// Between sets a bit for every value v with low <= v <= low+width, where width is
// counted without sign: every comparison with a constant is of this form.
func Between(dst []uint64, values []int64, low int64, width uint64) {
	for k := range dst {
		block := (*[Block]int64)(values[k*Block:])
		var word uint64
		for i := 0; i < Block; i += 8 {
			v := (*[8]int64)(block[i:])
			word |= (bit(uint64(v[0]-low) <= width) | bit(uint64(v[1]-low) <= width)<<1 |
				bit(uint64(v[2]-low) <= width)<<2 | bit(uint64(v[3]-low) <= width)<<3 |
				bit(uint64(v[4]-low) <= width)<<4 | bit(uint64(v[5]-low) <= width)<<5 |
				bit(uint64(v[6]-low) <= width)<<6 | bit(uint64(v[7]-low) <= width)<<7) << (i & 63)
		}
		dst[k] = word
	}
}

// BetweenDifference is Between of x - y. The differences have to fit.
func BetweenDifference(dst []uint64, x, y []int64, low int64, width uint64) {
	for k := range dst {
		xs, ys := (*[Block]int64)(x[k*Block:]), (*[Block]int64)(y[k*Block:])
		var word uint64
		for i := 0; i < Block; i += 8 {
			v, u := (*[8]int64)(xs[i:]), (*[8]int64)(ys[i:])
			word |= (bit(uint64(v[0]-u[0]-low) <= width) | bit(uint64(v[1]-u[1]-low) <= width)<<1 |
				bit(uint64(v[2]-u[2]-low) <= width)<<2 | bit(uint64(v[3]-u[3]-low) <= width)<<3 |
				bit(uint64(v[4]-u[4]-low) <= width)<<4 | bit(uint64(v[5]-u[5]-low) <= width)<<5 |
				bit(uint64(v[6]-u[6]-low) <= width)<<6 | bit(uint64(v[7]-u[7]-low) <= width)<<7) << (i & 63)
		}
		dst[k] = word
	}
}

// InSet sets a bit for every code below 64 that is in a set of them.
func InSet(dst []uint64, codes []uint32, set uint64) {
	for k := range dst {
		block := (*[Block]uint32)(codes[k*Block:])
		var word uint64
		for i := 0; i < Block; i += 8 {
			c := (*[8]uint32)(block[i:])
			word |= (set>>(c[0]&63)&1 | set>>(c[1]&63)&1<<1 | set>>(c[2]&63)&1<<2 | set>>(c[3]&63)&1<<3 |
				set>>(c[4]&63)&1<<4 | set>>(c[5]&63)&1<<5 | set>>(c[6]&63)&1<<6 | set>>(c[7]&63)&1<<7) << (i & 63)
		}
		dst[k] = word
	}
}

// InTable sets a bit for every code whose bit is set in a bitmap of codes.
func InTable(dst []uint64, codes []uint32, table []uint64) {
	for k := range dst {
		block := (*[Block]uint32)(codes[k*Block:])
		var word uint64
		for i, c := range block {
			word |= table[c/Block] >> (c % Block) & 1 << i
		}
		dst[k] = word
	}
}
