package syntax

// gap returns what stands between a piece and the one before it: the comments, or a
// space, or nothing.
func (l *layout) gap(i int) *doc {
	if i >= len(l.pieces) {
		return &doc{}
	}
	before, p := l.pieces[i-1], l.pieces[i]
	if len(p.before) > 0 {
		return l.notes(i, before.role != opening, !stuckLeft(p.role))
	}
	if spaced(before, p) {
		return spaceDoc()
	}
	return &doc{}
}

// spaced reports whether a space stands between two pieces.
func spaced(before, p piece) bool {
	switch {
	case p.tight || stuckLeft(p.role):
		return false
	case before.role == point:
		return true // not .5, which would be a number
	}
	return before.role != opening && before.role != sign
}

// stuckLeft returns the roles of what stands directly behind what is before it.
func stuckLeft(r role) bool {
	return r == closingOne || r == comma || r == semicolon || r == colon
}

// lead returns the comments before the first piece of a line.
func (l *layout) lead(i int) *doc {
	if i >= len(l.pieces) {
		return &doc{}
	}
	return l.notes(i, false, true)
}

// trail returns the comments before a piece that stay on the line of what is before it,
// when one of them ends that line.
func (l *layout) trail(i int) *doc {
	all := l.pieces[i].before
	n := firstEnding(all)
	if n < 0 || all[n].own {
		return &doc{}
	}
	return l.take(i, n+1, true, false)
}

// notes returns all comments before a piece; left and right say whether a space stands on
// these sides of them.
func (l *layout) notes(i int, left, right bool) *doc {
	return l.take(i, len(l.pieces[i].before), left, right)
}

// take writes the first comments before a piece and forgets them.
func (l *layout) take(i, n int, left, right bool) *doc {
	taken := l.pieces[i].before[:n]
	l.pieces[i].before = l.pieces[i].before[n:]
	var docs []*doc
	for j, c := range taken {
		switch {
		case c.own:
			docs = append(docs, breakDoc())
		case c.line: // it may stand out at the end of its line
			docs = append(docs, &doc{kind: space})
		case j > 0 || left:
			docs = append(docs, spaceDoc())
		}
		comment := wordDoc(c.text)
		if c.line {
			comment.width = 0
		}
		docs = append(docs, comment)
		switch {
		case c.ends():
			docs = append(docs, breakDoc())
		case j == n-1 && right:
			docs = append(docs, spaceDoc())
		}
	}
	return together(sequence, docs...)
}
