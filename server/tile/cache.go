package tile

import "sync"

// maxKept bounds the bytes of packed tiles that are kept.
const maxKept = 32 << 20

// A cache keeps packed tiles by name. When full it forgets half of its room at once: the
// tiles not asked for since the last time that happened.
type cache struct {
	mu         sync.Mutex
	fresh, old map[string][]byte
	bytes      int // of fresh
}

// packed gives a tile, drawn if it is not kept. An error is not kept.
func (c *cache) packed(name string, draw func() ([]byte, error)) ([]byte, error) {
	if data, ok := c.get(name); ok {
		return data, nil
	}
	plain, err := draw()
	if err != nil {
		return nil, err
	}
	data := pack(plain)
	c.put(name, data)
	return data, nil
}

func (c *cache) get(name string) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if data, ok := c.fresh[name]; ok {
		return data, true
	}
	data, ok := c.old[name]
	if ok {
		c.keep(name, data)
	}
	return data, ok
}

func (c *cache) put(name string, data []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.keep(name, data)
}

// overhead is what a kept tile takes besides its bytes, about.
const overhead = 128

func (c *cache) keep(name string, data []byte) {
	if _, ok := c.fresh[name]; ok {
		return
	}
	if c.fresh == nil || c.bytes+len(data)+overhead > maxKept/2 {
		c.old, c.fresh, c.bytes = c.fresh, map[string][]byte{}, 0
	}
	c.fresh[name] = data
	c.bytes += len(data) + overhead
}
