package kernel

import "github.com/concord-sla/concord/dsl/internal/tree"

func (c *compiler) lookupText(n *tree.Lookup) (*codes, error) { return nil, slow("%s", describe(n)) }
