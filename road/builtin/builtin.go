// Package builtin is the network that ships: the towns of Armenia, Türkiye,
// Georgia, Azerbaijan, and of Iran and Russia around them, the main roads between
// them, and every crossing of their borders.
package builtin

import (
	"embed"
	"sync"

	"waythrough/road"
)

//go:embed places.csv links.csv
var tables embed.FS

// Network reads the tables once, in a few milliseconds, and gives the same
// network each time.
var Network = sync.OnceValues(func() (*road.Network, error) { return road.ReadFS("road/builtin", tables) })
