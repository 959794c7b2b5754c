package kernel

import (
	"math/bits"
	"slices"
)

// combination is the values of keys as numbers: places in the order of the keys' values,
// each times as much as there are values of the keys after it. What no longer fits begins
// the next number. So combinations have the order of the groups.
type combination [combinationWords]uint64

const combinationWords = 2

// combinations numbers combinations as they come, from 1. They lie in many small tables,
// so that none takes long to grow.
type combinations struct {
	all    []combination // by number
	tables [256]combinationTable
}

// combinationTable has the numbers of combinations by their hash, or after it; 0 is free.
type combinationTable struct {
	slots []uint32
	shift uint // of the hash
	n     int
}

func newCombinations() *combinations { return &combinations{all: make([]combination, 1)} }

// hash mixes all bits: those above are mixed by the product from those below.
func (of combination) hash() uint64 {
	const golden = 0x9E3779B97F4A7C15
	high, low := bits.Mul64(of[0]^bits.RotateLeft64(of[1]*golden, 32), golden)
	return high ^ low
}

func (c *combinations) number(of combination) uint32 {
	hash := of.hash()
	t := &c.tables[hash>>56]
	if 2*t.n >= len(t.slots) {
		t.grow(c.all)
	}
	for i := t.slot(hash); ; i = (i + 1) & (len(t.slots) - 1) {
		number := t.slots[i]
		if number == 0 {
			number = uint32(len(c.all))
			c.all = append(c.all, of)
			t.slots[i], t.n = number, t.n+1
			return number
		}
		if c.all[number] == of {
			return number
		}
	}
}

// slot returns where the search begins.
func (t *combinationTable) slot(hash uint64) int { return int(hash << 8 >> t.shift) }

func (t *combinationTable) grow(all []combination) {
	const few = 4
	before := t.slots
	if before == nil {
		t.slots, t.shift = make([]uint32, 1<<few), 64-few
		return
	}
	t.slots, t.shift = make([]uint32, 2*len(before)), t.shift-1
	for _, number := range before {
		if number == 0 {
			continue
		}
		i := t.slot(all[number].hash())
		for t.slots[i] != 0 {
			i = (i + 1) & (len(t.slots) - 1)
		}
		t.slots[i] = number
	}
}

// groupOf is a group by its combination, and where its accumulator is.
type groupOf struct {
	combination combination
	number      uint32
}

// sortGroups puts groups in order, in pieces, between which the context is looked at.
func sortGroups(stopped func() error, all []groupOf) ([]groupOf, error) {
	const piece = 1 << 14
	compare := func(x, y groupOf) int { return slices.Compare(x.combination[:], y.combination[:]) }
	for some := range slices.Chunk(all, piece) {
		if err := stopped(); err != nil {
			return nil, err
		}
		slices.SortFunc(some, compare)
	}
	if len(all) <= piece {
		return all, nil
	}
	into := make([]groupOf, len(all))
	for size := piece; size < len(all); size *= 2 {
		for from := 0; from < len(all); from += 2 * size {
			middle, end := min(from+size, len(all)), min(from+2*size, len(all))
			x, y := all[from:middle], all[middle:end]
			for at := from; at < end; at++ {
				if at%piece == 0 {
					if err := stopped(); err != nil {
						return nil, err
					}
				}
				if len(y) == 0 || len(x) > 0 && compare(x[0], y[0]) <= 0 {
					into[at], x = x[0], x[1:]
				} else {
					into[at], y = y[0], y[1:]
				}
			}
		}
		all, into = into, all
	}
	return all, nil
}
