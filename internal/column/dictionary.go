package column

import "hash/maphash"

// index finds the code of a text in a dictionary: a hash table with open addressing. A
// map from texts to codes would hold every text's header once more; this takes eight
// bytes a slot, which matters when the texts are the names of a million tickets.
type index struct {
	seed  maphash.Seed
	slots []uint64 // half of a hash, and then a code and 1; 0 is a free slot

	shorts shorts // some of the texts
}

// find returns the code of a text, and what insert has to know when there is none.
func (x *index) find(dictionary []string, text string) (code uint32, half uint64, ok bool) {
	if x.slots == nil {
		x.seed = maphash.MakeSeed()
		x.slots = make([]uint64, 16)
	}
	half = x.half(text)
	code, ok = x.lookup(dictionary, text, half)
	return code, half, ok
}

func (x *index) half(text string) uint64 { return maphash.String(x.seed, text) >> 32 }

func (x *index) lookup(dictionary []string, text string, half uint64) (code uint32, ok bool) {
	for at := half; ; at++ {
		slot := x.slots[at&uint64(len(x.slots)-1)]
		if slot == 0 {
			return 0, false
		}
		if slot>>32 == half {
			if code := uint32(slot) - 1; dictionary[code] == text {
				return code, true
			}
		}
	}
}

// known returns the code of a text, without making a string of it.
func (x *index) known(dictionary []string, text []byte) (code uint32, ok bool) {
	if x.slots == nil {
		return 0, false
	}
	half := maphash.Bytes(x.seed, text) >> 32
	for at := half; ; at++ {
		slot := x.slots[at&uint64(len(x.slots)-1)]
		if slot == 0 {
			return 0, false
		}
		if slot>>32 == half {
			if code := uint32(slot) - 1; dictionary[code] == string(text) {
				return code, true
			}
		}
	}
}

// insert adds the code of a text that was not found. Three of four slots are taken at
// most.
func (x *index) insert(code uint32, half uint64) {
	if int(code)+1 > len(x.slots)/4*3 {
		old := x.slots
		x.slots = make([]uint64, 2*len(old))
		for _, slot := range old {
			if slot != 0 {
				x.put(slot)
			}
		}
	}
	x.put(half<<32 | uint64(code+1))
}

func (x *index) put(slot uint64) {
	mask := uint64(len(x.slots) - 1)
	at := slot >> 32 & mask
	for x.slots[at] != 0 {
		at = (at + 1) & mask
	}
	x.slots[at] = slot
}
