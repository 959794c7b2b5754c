package table

import (
	"bytes"
	"io"
	"io/fs"
	"math"
)

// window reads a source line by line through a buffer that is bounded: it holds
// what has been read and not yet consumed, at most limit bytes and one read more.
// Neither encoding/csv nor bufio.Reader.ReadLine bounds what one line, or one
// quotation mark that is never closed, may take.
type window struct {
	r     io.Reader
	buf   []byte // buf[start:] is held
	start int
	limit int
	err   error // of r; io.EOF at the end
	ended bool  // line has met the end of the source; the caller clears it
	size  int64 // of what r still has, or a guess
}

// newWindow asks the source how long it is, if it can be asked.
func newWindow(r io.Reader, limit int) window {
	w := window{r: r, limit: limit}
	switch r := r.(type) {
	case interface{ Len() int }:
		w.size = int64(r.Len())
	case interface{ Stat() (fs.FileInfo, error) }:
		if info, err := r.Stat(); err == nil && info.Mode().IsRegular() {
			w.size = info.Size()
		}
	}
	return w
}

// left is about how many bytes have not been consumed, as far as is known.
func (w *window) left() int64 { return max(0, w.size+int64(len(w.held()))) }

const firstBuffer = 64 << 10

// held is the bytes that have been read and not consumed. They are valid until
// the next call of line or discardLine.
func (w *window) held() []byte { return w.buf[w.start:] }

// line finds the end of the line that begins at an offset from held: the offset
// after its line feed, or after the last byte of the source. It is over when more
// than the limit would have to be held.
func (w *window) line(from int) (end int, over bool) {
	searched := from
	for {
		held := w.held()
		if i := bytes.IndexByte(held[searched:], '\n'); i >= 0 {
			end = searched + i + 1
			return end, end > w.limit
		}
		searched = len(held)
		if searched > w.limit || w.err != nil {
			w.ended = searched <= w.limit
			return searched, searched > w.limit
		}
		w.fill(math.MaxInt)
	}
}

// want reads until so many bytes are held, or the source ends.
func (w *window) want(n int) {
	for len(w.held()) < n && w.err == nil {
		w.fill(n - len(w.held()))
	}
}

// consume lets go of the first n bytes held.
func (w *window) consume(n int) { w.start += n }

// discardLine consumes up to and with the next line feed, however far it is.
func (w *window) discardLine() {
	for {
		if i := bytes.IndexByte(w.held(), '\n'); i >= 0 {
			w.consume(i + 1)
			return
		}
		w.start = len(w.buf)
		if w.err != nil {
			return
		}
		w.fill(math.MaxInt)
	}
}

// give hands over the first n bytes held with the memory they stand in, and goes on in
// another buffer. It does so if little is behind them, which has to be copied, and if
// that leaves lookAhead bytes of room.
func (w *window) give(n int, buffer func(size int) []byte) (text []byte, ok bool) {
	text, rest := w.held()[:n], w.held()[n:]
	if n < cap(w.buf)/4 || len(rest) > n/16 || cap(text)-n < lookAhead {
		return nil, false
	}
	w.buf, w.start = append(buffer(n+2*len(rest)+2*lookAhead), rest...), 0
	return text, true
}

// fill reads once more, at most so many bytes. It leaves lookAhead bytes of the buffer.
func (w *window) fill(most int) {
	if len(w.buf)+lookAhead >= cap(w.buf) {
		w.makeRoom()
	}
	end := cap(w.buf) - lookAhead
	if most < end-len(w.buf) {
		end = len(w.buf) + most
	}
	for range 100 {
		n, err := w.r.Read(w.buf[len(w.buf):end])
		w.buf, w.err = w.buf[:len(w.buf)+n], err
		w.size -= int64(n)
		if n > 0 || err != nil {
			return
		}
	}
	w.err = io.ErrNoProgress
}

// makeRoom moves what is held to the front of the buffer, or to a larger one when
// it fills most of this one, so that every byte is moved a bounded number of times.
func (w *window) makeRoom() {
	to := w.buf[:0]
	if held := len(w.buf) - w.start; held >= cap(w.buf)/2 {
		to = make([]byte, 0, max(firstBuffer, 2*cap(w.buf)))
	}
	w.buf, w.start = append(to, w.held()...), 0
}

// failed is the error that ended the source, if it did not simply end.
func (w *window) failed() error {
	if w.err == io.EOF {
		return nil
	}
	return w.err
}
