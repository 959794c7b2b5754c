package vector

// inSet is the portable InSet. To look a code up in bytes is less work than to shift the
// set by it, by more than it takes to write the bytes.
func inSet(dst []uint64, codes []uint32, set uint64) {
	var in [Block]uint8
	for code := range in {
		in[code] = uint8(set >> code & 1)
	}
	for k := range dst {
		block := (*[Block]uint32)(codes[k*Block:])
		var word uint64
		for i := 0; i < Block; i += 8 {
			c := (*[8]uint32)(block[i:])
			p := uint64(in[c[0]%Block]) + 2*uint64(in[c[1]%Block])
			q := uint64(in[c[2]%Block]) + 2*uint64(in[c[3]%Block])
			r := uint64(in[c[4]%Block]) + 2*uint64(in[c[5]%Block])
			s := uint64(in[c[6]%Block]) + 2*uint64(in[c[7]%Block])
			word = word>>8 | ((p+4*q)+(r+4*s)<<4)<<(Block-8)
		}
		dst[k] = word
	}
}

// inTable is the portable InTable.
func inTable(dst []uint64, codes []uint32, table []uint64) {
	for k := range dst {
		block := (*[Block]uint32)(codes[k*Block:])
		var word uint64
		for i := 0; i < Block; i += 4 {
			c := (*[4]uint32)(block[i:])
			p := table[c[0]/Block]>>(c[0]%Block)&1 + 2*(table[c[1]/Block]>>(c[1]%Block)&1)
			q := table[c[2]/Block]>>(c[2]%Block)&1 + 2*(table[c[3]/Block]>>(c[3]%Block)&1)
			word = word>>4 | (p+4*q)<<(Block-4)
		}
		dst[k] = word
	}
}
