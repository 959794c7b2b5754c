package syntax

// layout makes a document of pieces: it says where lines may break. What it does depends
// on the pieces and the comments alone, not on how the author broke the lines, so that
// what was written in canonical form is written again alike.
type layout struct {
	pieces []piece
}

// document returns the document of the text. Comments at its ends stand outside of the
// group, so that they break no line.
func (l *layout) document() *doc {
	last := len(l.pieces) - 1
	return together(sequence, l.lead(0), l.region(0, last), l.notes(last, true, false))
}

// region returns what stands between two brackets, or all of it: expressions and what
// separates them. A step ends its line; arguments do when the brackets around them open.
func (l *layout) region(lo, hi int) *doc {
	var docs []*doc
	for lo < hi {
		at := l.find(lo, hi, func(p piece) bool { return p.role == comma || p.role == semicolon })
		docs = append(docs, l.lead(lo), l.expression(lo, at, false))
		if at < hi {
			docs = append(docs, l.notes(at, true, false), wordDoc(l.pieces[at].word), l.trail(at+1))
			if l.pieces[at].role == comma {
				docs = append(docs, lineDoc())
			} else {
				docs = append(docs, breakDoc())
			}
		}
		lo = at + 1
	}
	return together(sequence, docs...)
}

// expression returns one without separators at its own level. Nested says that its
// further lines are to be indented, because what stands around it breaks lines at the
// same indentation.
func (l *layout) expression(lo, hi int, nested bool) *doc {
	switch {
	case l.is(lo, hi, "let") && lo+2 < hi && l.pieces[lo+2].word == "=":
		return together(sequence, l.lead(lo), l.run(lo, lo+3), l.gap(lo+3), l.expression(lo+3, hi, true))
	case l.is(lo, hi, "if"):
		if d := l.blocks(lo, hi); d != nil {
			return d
		}
	case l.question(lo, hi) < hi:
		if d := l.choice(lo, hi, nested); d != nil {
			return d
		}
	}
	return l.chain(lo, hi, pipe, nested)
}

func (l *layout) is(lo, hi int, text string) bool {
	return lo < hi && l.pieces[lo].role == word && l.pieces[lo].word == text
}

// blocks returns if … { … } else { … }, whose blocks open together; nil when it is not
// written so.
func (l *layout) blocks(lo, hi int) *doc {
	for i := lo; ; { // look first
		open := l.brace(i, hi)
		if open >= hi {
			return nil
		}
		next := l.pieces[open].partner + 1
		if next == hi {
			break
		}
		if !l.is(next, hi, "else") || next+1 == hi {
			return nil
		}
		i = next + 1
	}
	docs := []*doc{l.lead(lo)}
	for i := lo; ; {
		open := l.brace(i, hi)
		if i < open {
			docs = append(docs, l.run(i, i+1), l.gap(i+1), l.expression(i+1, open, true), l.gap(open))
		}
		docs = append(docs, l.bracket(open)...)
		next := l.pieces[open].partner + 1
		if next == hi {
			return together(group, docs...)
		}
		docs = append(docs, l.gap(next), l.run(next, next+1), l.gap(next+1))
		i = next + 1
	}
}

// brace returns the first open brace.
func (l *layout) brace(lo, hi int) int {
	return l.find(lo, hi, func(p piece) bool { return p.role == opening && p.word == "{" })
}

// choice returns a ? b : c, and a ladder of them; nil when a part is missing. A single
// one breaks before its two signs, a ladder before each rung.
func (l *layout) choice(lo, hi int, nested bool) *doc {
	var rungs []*doc
	for first := true; ; first = false {
		q := l.question(lo, hi)
		if q == hi {
			break
		}
		c := l.colonOf(q, hi)
		if c == hi {
			return nil
		}
		condition := l.chain(lo, q, pipe, true)
		yes := together(sequence, l.notes(q, true, false), lineDoc(), wordDoc("?"), spaceDoc(), l.lead(q+1), l.expression(q+1, c, true))
		lo = c + 1
		if first && l.question(lo, hi) == hi {
			no := together(sequence, l.notes(c, true, false), lineDoc(), wordDoc(":"), spaceDoc(), l.lead(lo), l.expression(lo, hi, true))
			return together(group, condition, together(nest, yes, no))
		}
		rungs = append(rungs, together(group, condition, together(nest, yes)), l.notes(c, true, false), lineDoc(), wordDoc(":"), spaceDoc())
	}
	rungs = append(rungs, l.lead(lo), l.expression(lo, hi, true))
	if nested {
		return together(group, rungs[0], together(nest, rungs[1:]...))
	}
	return together(group, rungs...)
}

func (l *layout) question(lo, hi int) int {
	return l.find(lo, hi, func(p piece) bool { return p.role == infix && p.word == "?" })
}

// colonOf returns the colon that belongs to a question mark.
func (l *layout) colonOf(question, hi int) int {
	open := 0
	return l.find(question, hi, func(p piece) bool {
		switch {
		case p.role == infix && p.word == "?":
			open++
		case p.role == infix && p.word == ":":
			open--
		}
		return open == 0
	})
}

// chain returns operands with the operators between them that bind least, from a level
// up. Lines break before these operators. Where only one operand of a comparison or
// calculation has brackets, and no operator breaks a line in it, they open instead:
// share(…) >= 95%.
func (l *layout) chain(lo, hi int, from level, nested bool) *doc {
	d, _ := l.operands(lo, hi, from, nested)
	return d
}

// operands returns the document of a chain, and whether it opens at its brackets alone.
func (l *layout) operands(lo, hi int, from level, nested bool) (d *doc, opens bool) {
	for from < tightest && l.operator(lo, hi, from) == hi {
		from++
	}
	if from == tightest {
		return together(sequence, l.lead(lo), l.run(lo, hi)), l.brackets(lo, hi)
	}
	at, bracketed := l.operator(lo, hi, from), 0
	first, opens := l.operands(lo, at, from+1, true)
	if l.brackets(lo, at) {
		bracketed++
	}
	var further, seams []*doc
	for at < hi {
		right := at + 1
		if l.pieces[at].word == "not" {
			right++
		}
		next, seam := l.operator(right, hi, from), lineDoc()
		seams = append(seams, seam)
		further = append(further, l.notes(at, true, false), seam, l.run(at, right), l.gap(right))
		side, opened := l.operands(right, next, from+1, true)
		further, opens = append(further, side), opens || opened
		if l.brackets(right, next) {
			bracketed++
		}
		at = next
	}
	opens = opens && from >= comparison && bracketed == 1
	if opens {
		for _, seam := range seams {
			seam.kind = space
		}
	}
	if nested {
		return together(group, first, together(nest, further...)), opens
	}
	return together(group, append([]*doc{first}, further...)...), opens
}

// operator returns the first one of a level behind the start of an operand.
func (l *layout) operator(lo, hi int, of level) int {
	return l.find(lo, hi, func(p piece) bool { return p.role == infix && p.level == of })
}

// brackets reports whether something stands in brackets.
func (l *layout) brackets(lo, hi int) bool {
	at := l.find(lo, hi, func(p piece) bool { return p.role == opening })
	for at < hi && l.pieces[at].partner == at+1 {
		at = l.find(at+2, hi, func(p piece) bool { return p.role == opening })
	}
	return at < hi
}

// find returns the first piece of a kind that is not inside of brackets, or the end.
func (l *layout) find(lo, hi int, is func(piece) bool) int {
	for i := lo; i < hi; i++ {
		if is(l.pieces[i]) {
			return i
		}
		if l.pieces[i].role == opening {
			i = l.pieces[i].partner
		}
	}
	return hi
}

// run returns pieces one behind the other, without a break but in their brackets.
func (l *layout) run(lo, hi int) *doc {
	var docs []*doc
	for i := lo; i < hi; i++ {
		if i > lo {
			docs = append(docs, l.gap(i))
		}
		if l.pieces[i].role == opening && l.pieces[i].partner < hi {
			docs = append(docs, together(group, l.bracket(i)...))
			i = l.pieces[i].partner
			continue
		}
		docs = append(docs, wordDoc(l.pieces[i].word))
	}
	return together(sequence, docs...)
}

// bracket returns a bracket, what is inside, and its partner. Steps in braces that are
// the last argument of a call open without the call: count(rows, { … }).
func (l *layout) bracket(i int) []*doc {
	last := l.pieces[i].partner
	seam := cutDoc
	if l.pieces[i].word == "{" {
		seam = lineDoc
	}
	if last == i+1 && len(l.pieces[last].before) == 0 {
		seam = func() *doc { return &doc{} }
	}
	open, closing := wordDoc(l.pieces[i].word), wordDoc(l.pieces[last].word)
	if braces := l.lastBraces(i); braces > i {
		before := l.region(i+1, braces)
		steps := together(group, append([]*doc{l.lead(braces)}, l.bracket(braces)...)...)
		if !before.forced && before.width <= lineLength/2 && steps.forced {
			return []*doc{open, together(oneLine, before), steps, closing}
		}
		inside := together(nest, seam(), before, steps)
		return []*doc{open, inside, seam(), closing}
	}
	inside := together(nest, l.trail(i+1), seam(), l.region(i+1, last), l.notes(last, last > i+1, false))
	return []*doc{open, inside, seam(), closing}
}

// lastBraces returns the index of the braces that end a call, when no comment stands
// around them; else 0.
func (l *layout) lastBraces(i int) int {
	last := l.pieces[i].partner
	if l.pieces[i].word != "(" || l.pieces[last-1].word != "}" || len(l.pieces[last].before) > 0 {
		return 0
	}
	braces := l.pieces[last-1].partner
	if l.pieces[braces-1].role != comma || len(l.pieces[braces].before) > 0 || firstEnding(l.pieces[i+1].before) >= 0 {
		return 0
	}
	return braces
}
