package scan

import (
	"bytes"
	"io"
	"io/fs"
	"math"
)

// Window reads a source line by line through a buffer that is bounded: it holds what has
// been read and not yet consumed, at most limit bytes and one read more. Neither
// encoding/csv nor bufio.Reader.ReadLine bounds what one line, or one quotation mark that
// is never closed, may take.
type Window struct {
	r     io.Reader
	buf   []byte // buf[start:] is held
	start int
	Limit int
	err   error // of r; io.EOF at the end
	Ended bool  // line has met the end of the source; the caller clears it
	size  int64 // of what r still has, or a guess
}

// NewWindow asks the source how long it is, if it can be asked.
func NewWindow(r io.Reader, limit int) Window {
	w := Window{r: r, Limit: limit}
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

// Left returns about how many bytes have not been consumed, as far as is known.
func (w *Window) Left() int64 { return max(0, w.size+int64(len(w.Held()))) }

const firstBuffer = 64 << 10

// Held returns the bytes that have been read and not consumed. They are valid until the
// next call of line or discardLine.
func (w *Window) Held() []byte { return w.buf[w.start:] }

// EndOfLine finds the end of the line that begins at an offset from held: the offset
// after its line feed, or after the last byte of the source. It is over when more than
// the limit would have to be held.
func (w *Window) EndOfLine(from int) (end int, over bool) {
	searched := from
	for {
		held := w.Held()
		if i := bytes.IndexByte(held[searched:], '\n'); i >= 0 {
			end = searched + i + 1
			return end, end > w.Limit
		}
		searched = len(held)
		if searched > w.Limit || w.err != nil {
			w.Ended = searched <= w.Limit
			return searched, searched > w.Limit
		}
		w.fill(math.MaxInt)
	}
}

// Want reads until so many bytes are held, or the source ends.
func (w *Window) Want(n int) {
	for len(w.Held()) < n && w.err == nil {
		w.fill(n - len(w.Held()))
	}
}

// Consume lets go of the first n bytes held.
func (w *Window) Consume(n int) { w.start += n }

// DiscardLine consumes up to and with the next line feed, however far it is.
func (w *Window) DiscardLine() {
	for {
		if i := bytes.IndexByte(w.Held(), '\n'); i >= 0 {
			w.Consume(i + 1)
			return
		}
		w.start = len(w.buf)
		if w.err != nil {
			return
		}
		w.fill(math.MaxInt)
	}
}

// Give hands over the first n bytes held with the memory they stand in, and goes on in
// another buffer. It does so if little is behind them, which has to be copied, and if
// that leaves lookAhead bytes of room.
func (w *Window) Give(n int, buffer func(size int) []byte) (text []byte, ok bool) {
	text, rest := w.Held()[:n], w.Held()[n:]
	if n < cap(w.buf)/4 || len(rest) > n/16 || cap(text)-n < LookAhead {
		return nil, false
	}
	w.buf, w.start = append(buffer(n+2*len(rest)+2*LookAhead), rest...), 0
	return text, true
}

// fill reads once more, at most so many bytes. It leaves lookAhead bytes of the buffer.
func (w *Window) fill(most int) {
	if len(w.buf)+LookAhead >= cap(w.buf) {
		w.makeRoom()
	}
	end := cap(w.buf) - LookAhead
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

// makeRoom moves what is held to the front of the buffer, or to a larger one when it
// fills most of this one, so that every byte is moved a bounded number of times.
func (w *Window) makeRoom() {
	to := w.buf[:0]
	if held := len(w.buf) - w.start; held >= cap(w.buf)/2 {
		to = make([]byte, 0, max(firstBuffer, 2*cap(w.buf)))
	}
	w.buf, w.start = append(to, w.Held()...), 0
}

// SkipMark consumes a byte order mark at the beginning of a source. One that shows UTF-16
// stays, for the message.
func (w *Window) SkipMark() {
	w.EndOfLine(0)
	if bytes.HasPrefix(w.Held(), []byte("\ufeff")) {
		w.Consume(len("\ufeff"))
	}
}

// ReadAll reports whether the source has been read to its end.
func (w *Window) ReadAll() bool { return w.err == io.EOF }

// Failed returns the error that ended the source, if it did not simply end.
func (w *Window) Failed() error {
	if w.err == io.EOF {
		return nil
	}
	return w.err
}

// Padded writes lookAhead line feeds behind a text, where there is room for them.
func Padded(text []byte) []byte {
	for i := range LookAhead {
		text[:len(text)+LookAhead][len(text)+i] = '\n'
	}
	return text
}
