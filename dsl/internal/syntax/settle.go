package syntax

// settle puts comments where the layout can keep them, and tells the colons of maps from
// those of choices.
//
// A comment that ends its line cannot stand between an operator and its right side,
// because a line begins with its operator: it goes before the operator. Nor can it stand
// before a comma or semicolon, which it would push to the next line: it goes behind it.
// Comments never change their order.
func settle(pieces []piece) []piece {
	for i := len(pieces) - 1; i > 0; i-- {
		if operator := &pieces[i-1]; operator.role == infix && operator.word != "=" {
			if n := 1 + lastEnding(pieces[i].before); n > 0 {
				operator.before = append(operator.before, pieces[i].before[:n]...)
				pieces[i].before = pieces[i].before[n:]
			}
		}
	}
	for i := range pieces {
		if r := pieces[i].role; r == comma || r == semicolon {
			if n := firstEnding(pieces[i].before); n >= 0 {
				pieces[i+1].before = append(pieces[i].before[n:len(pieces[i].before):len(pieces[i].before)], pieces[i+1].before...)
				pieces[i].before = pieces[i].before[:n:n]
			}
		}
	}
	var choices []int // open in each bracket around
	depth := 0
	choices = append(choices, 0)
	for i := range pieces {
		switch p := &pieces[i]; {
		case p.role == opening:
			depth++
			choices = append(choices[:depth], 0)
		case p.role == closingOne:
			depth--
		case p.role == infix && p.word == "?":
			choices[depth]++
		case p.role == infix && p.word == ":" && choices[depth] == 0:
			p.role = colon
		case p.role == infix && p.word == ":":
			choices[depth]--
		}
	}
	return pieces
}

// firstEnding returns the index of the first comment behind which a line ends, or -1.
func firstEnding(notes []note) int {
	for i, n := range notes {
		if n.ends() {
			return i
		}
	}
	return -1
}

func lastEnding(notes []note) int {
	for i := len(notes) - 1; i >= 0; i-- {
		if notes[i].ends() {
			return i
		}
	}
	return -1
}
