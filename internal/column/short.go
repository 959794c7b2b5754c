package column

import "math/bits"

// shorts finds the codes of short texts by two words that hold all of them: a look-up
// compares these and no text. It is a hash table with open addressing, for some thousand
// texts; a text that is not in it may well be in the dictionary.
//
// Texts from a stranger could be made to meet in one place, so that no more than a few
// places are looked at.
type shorts struct {
	slots []shortSlot
	shift uint8 // of a hash, to the number of a slot
	count int
}

type shortSlot struct {
	text Short
	code uint32
}

// Short is a text of 1 to 15 bytes, the first of them lowest, and its length in the
// highest byte of the second word.
type Short struct{ Low, High uint64 }

const (
	shortProbes = 8
	mostShorts  = 1 << 12
)

func (s Short) hash() uint64 {
	return (s.Low ^ bits.RotateLeft64(s.High, 31)*0x9e3779b97f4a7c15) * 0xd6e8feb86659fd93
}

// KnownShort returns the code of a short text that [Column.AddShort] has met.
func (c *Column) KnownShort(text Short) (code uint32, ok bool) {
	x := &c.codes.shorts
	if len(x.slots) == 0 {
		return 0, false
	}
	mask := uint64(len(x.slots) - 1)
	for at, n := text.hash()>>(x.shift&63), 0; n < shortProbes; at, n = at+1, n+1 {
		slot := &x.slots[at&mask]
		if slot.text == text {
			return slot.code, true
		}
		if slot.text.High == 0 {
			break
		}
	}
	return 0, false
}

// AddShort lets a short text be found, if there is a place for it.
func (c *Column) AddShort(text Short, code uint32) {
	x := &c.codes.shorts
	if x.count >= mostShorts {
		return
	}
	if 4*x.count >= len(x.slots) {
		old := x.slots
		size := max(64, 2*len(old))
		x.slots, x.shift, x.count = make([]shortSlot, size), uint8(64-bits.TrailingZeros(uint(size))), 0
		for _, slot := range old {
			if slot.text.High != 0 {
				x.put(slot)
			}
		}
	}
	x.put(shortSlot{text, code})
}

func (x *shorts) put(slot shortSlot) {
	mask := uint64(len(x.slots) - 1)
	for at, n := slot.text.hash()>>(x.shift&63), 0; n < shortProbes; at, n = at+1, n+1 {
		if free := &x.slots[at&mask]; free.text.High == 0 {
			*free = slot
			x.count++
			return
		}
	}
}
