package table

import (
	"runtime"

	"github.com/concord-sla/concord/dsl/table/internal/scan"
	"github.com/concord-sla/concord/internal/column"
)

// spare is memory that has been used and may be used again. A file passes through the
// same few blocks of bytes and of columns, which stay in the processor's caches; memory
// that is touched for the first time costs much of what is done with it.
type spare struct {
	blocks chan []byte
	sets   chan []*column.Column
}

// newSpare has room for the blocks that are taken at once, and for one that is being
// taken off.
func newSpare() *spare {
	n := runtime.GOMAXPROCS(0) + 2
	return &spare{make(chan []byte, n), make(chan []*column.Column, n)}
}

// copy returns a copy of a text in spare memory, with lookAhead line feeds behind it.
func (s *spare) copy(text []byte) []byte {
	return scan.Padded(append(s.buffer(len(text)+scan.LookAhead), text...))
}

// buffer returns spare memory with room for so many bytes.
func (s *spare) buffer(size int) []byte {
	select {
	case old := <-s.blocks:
		if cap(old) >= size {
			return old[:0]
		}
	default:
	}
	return make([]byte, 0, size)
}

// block gives back the memory of a copy.
func (s *spare) block(block []byte) {
	if cap(block) > 2*blockSize {
		return // of a row of unusual length
	}
	select {
	case s.blocks <- block:
	default:
	}
}

// columns returns empty columns in spare memory, or nil.
func (s *spare) columns() []*column.Column {
	select {
	case columns := <-s.sets:
		return columns
	default:
		return nil
	}
}

// chunk gives back the columns of a chunk whose values are elsewhere now.
func (s *spare) chunk(c *chunk) {
	if c.kept {
		return
	}
	for _, column := range c.table.columns {
		column.Reset()
	}
	select {
	case s.sets <- c.table.columns:
	default:
	}
}
