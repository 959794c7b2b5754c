package report

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/concord-sla/concord/sla"
)

// chart is a small line chart of a metric's trend: texts for an SVG. Places are computed
// from the exact figures and written with one decimal, so that they are the same on every
// machine; no floating point takes part.
type chart struct {
	Width, Height int
	Label         string   // the whole of it in a sentence
	Lines         []string // of consecutive periods that have a figure: points "x,y x,y"
	Dots          []dot
	Target        *level // nil when the target is not one threshold
	Latest        level  // the newest period
	First, Last   string // the labels of the outer periods
	Left, Right   int    // where the line begins and ends
	Bottom        int
}

// dot is a period: a figure, or a gap without one.
type dot struct {
	X, Y  string
	Class string
	Title string
}

// level is a height with a text beside it.
type level struct {
	Y     string // of the height
	TextY string // of the text, moved a little when it would cover another
	Text  string
}

// The measures of a chart, in pixels.
const (
	chartWidth  = 380
	chartHeight = 132
	chartLeft   = 10
	chartRight  = 264 // where the room for texts begins
	chartTop    = 14
	chartBottom = 92
	chartGap    = 105 // below the figures: periods without one
	chartText   = 16  // the height of a line of text
	mostDots    = 24  // with more periods, only those that were not met have a dot
)

// chartOf draws a trend; nil when there are not two periods, or no figure.
func chartOf(m Metric) *chart {
	limit, hasLimit := rational(m.Target.Threshold.Number)
	figures := make([]*big.Rat, len(m.Trend))
	var known []*big.Rat
	for i, p := range m.Trend {
		if n, ok := rational(p.Figure.Number); ok {
			figures[i], known = n, append(known, n)
		}
	}
	if len(m.Trend) < 2 || known == nil {
		return nil
	}
	if hasLimit {
		known = append(known, limit)
	}
	scale := newScale(known)
	c := &chart{
		Width: chartWidth, Height: chartHeight, Left: chartLeft, Right: chartRight, Bottom: chartHeight - 8,
		First: clipped(m.Trend[0].Period), Last: clipped(m.Trend[len(m.Trend)-1].Period), Label: chartLabel(m),
	}
	var line []string
	for i, p := range m.Trend {
		x := across(i, len(m.Trend))
		if figures[i] == nil {
			c.addLine(line)
			line = nil
			c.Latest = level{Y: strconv.Itoa(chartGap), Text: string(p.Verdict)}
			c.Dots = append(c.Dots, dot{x, c.Latest.Y, markOf(p.Verdict, 0).Class, p.Period + " " + string(p.Verdict)})
			continue
		}
		y := scale.y(figures[i])
		line = append(line, x+","+y)
		if len(m.Trend) <= mostDots || p.Verdict != sla.Met || i == len(m.Trend)-1 {
			c.Dots = append(c.Dots, dot{x, y, markOf(p.Verdict, 0).Class, p.Period + " " + pointText(p) + ", " + string(p.Verdict)})
		}
		c.Latest = level{Y: y, Text: clipped(p.Figure.Text)}
	}
	c.addLine(line)
	if hasLimit {
		c.Target = &level{Y: scale.y(limit), Text: targetText(m.Target.Threshold.Text)}
	}
	c.placeTexts()
	return c
}

// mostText is how many characters have room beside a line.
const mostText = 17

func clipped(text string) string {
	text = oneLine(text)
	if cut := firstRunes(text, mostText-1); size(text) > mostText {
		return text[:cut] + "…"
	}
	return text
}

// targetText names the target's line, unless the figure needs all the room.
func targetText(figure string) string {
	if text := "target " + oneLine(figure); size(text) <= mostText {
		return text
	}
	return clipped(figure)
}

func (c *chart) addLine(points []string) {
	if len(points) > 1 {
		c.Lines = append(c.Lines, strings.Join(points, " "))
	}
}

// placeTexts puts the text of the newest figure and that of the target beside their
// heights, and apart when they would cover each other.
func (c *chart) placeTexts() {
	place := func(y *big.Rat) string { return new(big.Rat).Add(y, big.NewRat(4, 1)).FloatString(1) }
	latest, _ := rational(c.Latest.Y)
	if c.Target == nil {
		c.Latest.TextY = place(latest)
		return
	}
	target, _ := rational(c.Target.Y)
	between := new(big.Rat).Sub(target, latest)
	if gap := new(big.Rat).Abs(between); gap.Cmp(big.NewRat(chartText, 1)) < 0 {
		push := new(big.Rat).Sub(big.NewRat(chartText, 1), gap)
		push.Quo(push, big.NewRat(2, 1))
		if between.Sign() < 0 {
			push.Neg(push)
		}
		latest.Sub(latest, push)
		target.Add(target, push)
	}
	c.Latest.TextY, c.Target.TextY = place(latest), place(target)
}

// across is where the i-th of n periods stands.
func across(i, n int) string {
	if n < 2 {
		return strconv.Itoa(chartLeft)
	}
	x := big.NewRat(int64(chartRight-2*chartLeft), int64(n-1))
	x.Mul(x, big.NewRat(int64(i), 1))
	return x.Add(x, big.NewRat(chartLeft, 1)).FloatString(1)
}

// scale maps figures to heights: the largest stands at the top.
type scale struct{ low, span *big.Rat }

func newScale(figures []*big.Rat) scale {
	low, high := figures[0], figures[0]
	for _, f := range figures {
		if f.Cmp(low) < 0 {
			low = f
		}
		if f.Cmp(high) > 0 {
			high = f
		}
	}
	return scale{low, new(big.Rat).Sub(high, low)}
}

func (s scale) y(figure *big.Rat) string {
	part := big.NewRat(1, 2) // all figures are the same
	if s.span.Sign() != 0 {
		part = new(big.Rat).Sub(figure, s.low)
		part.Quo(part, s.span)
	}
	y := new(big.Rat).Mul(part, big.NewRat(chartTop-chartBottom, 1))
	return y.Add(y, big.NewRat(chartBottom, 1)).FloatString(1)
}

// chartLabel is what a chart shows, for those who do not see it.
func chartLabel(m Metric) string {
	parts := make([]string, len(m.Trend))
	for i, p := range m.Trend {
		parts[i] = p.Period + " " + pointText(p)
	}
	text := "Trend of " + oneLine(m.Title) + ": " + strings.Join(parts, ", ")
	if m.Target.Words != "" {
		text += ". Target " + m.Target.Words
	}
	return text + "."
}
