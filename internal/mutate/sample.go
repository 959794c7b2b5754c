package main

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
)

// queue is the sites of a file in the order in which they are taken.
type queue struct {
	group string
	pack  string // the import path of the package
	file  string // from the root of the module
	sites []site
	want  int // how many of them that build are in the sample
}

// sample shuffles the sites of every file, and says how many of each are wanted so that
// there are n in all: as many of each file as of any other that has so many. Which files
// give one more is a matter of chance, too. A file's order depends on the seed and its
// name alone, so that it stays when others change.
func sample(queues []*queue, n int, seed uint64) {
	slices.SortFunc(queues, func(a, b *queue) int { return strings.Compare(a.file, b.file) })
	for _, q := range queues {
		h := fnv.New64a()
		h.Write([]byte(q.file))
		r := rand.New(rand.NewPCG(seed, h.Sum64()))
		r.Shuffle(len(q.sites), func(i, j int) { q.sites[i], q.sites[j] = q.sites[j], q.sites[i] })
		q.want = 0
	}
	r := rand.New(rand.NewPCG(seed, 0))
	r.Shuffle(len(queues), func(i, j int) { queues[i], queues[j] = queues[j], queues[i] })
	for took := true; took && n > 0; {
		took = false
		for _, q := range queues {
			if n > 0 && q.want < len(q.sites) {
				q.want++
				n--
				took = true
			}
		}
	}
}
