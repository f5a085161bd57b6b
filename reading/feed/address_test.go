package feed

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"testing"
)

// From the IANA registries of special-purpose addresses, and the addresses next to them.
func TestNotPublic(t *testing.T) {
	tests := []struct{ address, what string }{
		{"8.8.8.8", ""}, {"1.1.1.1", ""}, {"93.184.216.34", ""}, {"9.255.255.255", ""}, {"11.0.0.0", ""},
		{"100.63.255.255", ""}, {"100.128.0.0", ""}, {"172.15.255.255", ""}, {"172.32.0.0", ""}, {"192.167.255.255", ""},
		{"169.253.255.255", ""}, {"223.255.255.255", ""}, {"198.17.255.255", ""}, {"198.20.0.0", ""},
		{"2606:4700::1111", ""}, {"2a00:1450:4001::200e", ""}, {"64:ff9b::808:808", ""}, {"::ffff:8.8.8.8", ""},
		{"0.0.0.0", "this host"}, {"0.1.2.3", "this host"},
		{"10.0.0.1", "private"}, {"10.255.255.255", "private"}, {"172.16.0.1", "private"}, {"172.31.255.255", "private"}, {"192.168.1.1", "private"},
		{"127.0.0.1", "loopback"}, {"127.255.255.254", "loopback"}, {"::1", "loopback"},
		{"169.254.169.254", "metadata"}, {"100.100.100.200", "metadata"}, {"168.63.129.16", "metadata"}, {"192.0.0.192", "metadata"}, {"fd00:ec2::254", "metadata"},
		{"169.254.1.1", "link-local"}, {"fe80::1", "link-local"}, {"fe80::1%eth0", "zone"}, {"fec0::1", "site-local"},
		{"100.64.0.1", "CGNAT"}, {"100.127.255.255", "CGNAT"},
		{"224.0.0.1", "multicast"}, {"239.255.255.255", "multicast"}, {"ff02::1", "multicast"},
		{"255.255.255.255", "broadcast"}, {"240.0.0.1", "reserved"}, {"198.18.0.1", "measurements"}, {"203.0.113.7", "examples"},
		{"::", "unspecified"}, {"fc00::1", "private"}, {"fdff::1", "private"}, {"2001:db8::1", "examples"}, {"3fff::1", "examples"},
		{"2001::1", "Teredo"}, {"2002:7f00:1::", "6to4"}, {"100::1", "discards"}, {"4000::1", "outside"}, {"::7f00:1", "outside"},
		{"::ffff:127.0.0.1", "loopback"}, {"::ffff:10.0.0.1", "private"}, {"::ffff:169.254.169.254", "metadata"},
		{"64:ff9b::7f00:1", "loopback"}, {"64:ff9b::a9fe:a9fe", "metadata"}, {"64:ff9b:1::1", "NAT64"},
	}
	for _, tt := range tests {
		got := notPublic(netip.MustParseAddr(tt.address))
		if tt.what == "" && got != "" || !strings.Contains(got, tt.what) {
			t.Errorf("%s is %q, want %q", tt.address, got, tt.what)
		}
	}
	if notPublic(netip.Addr{}) == "" {
		t.Error("no address is public")
	}
}

// dialled records what a dialer connected to, from names as in a table.
type dialled struct {
	names map[string][]string
	to    []string
	fail  map[string]bool
}

func (d *dialled) dialer(private bool) *dialer {
	return &dialer{private: private,
		resolve: func(_ context.Context, host string) ([]netip.Addr, error) {
			var out []netip.Addr
			for _, s := range d.names[host] {
				out = append(out, netip.MustParseAddr(s))
			}
			if out == nil {
				return nil, errors.New("no such host")
			}
			return out, nil
		},
		dial: func(_ context.Context, _, address string) (net.Conn, error) {
			d.to = append(d.to, address)
			if d.fail[address] {
				return nil, errors.New("connection refused")
			}
			a, b := net.Pipe()
			b.Close()
			return a, nil
		}}
}

func TestDialer(t *testing.T) {
	d := &dialled{fail: map[string]bool{"9.9.9.9:80": true}, names: map[string][]string{
		"news.example": {"8.8.8.8"}, "inside.example": {"10.1.2.3"}, "mapped.example": {"::ffff:127.0.0.1"},
		"both.example": {"192.168.0.1", "8.8.4.4"}, "second.example": {"9.9.9.9", "8.8.4.4"}, "down.example": {"9.9.9.9", "127.0.0.1"},
		"2130706433": {"127.0.0.1"}, "0x7f.1": {"127.0.0.1"},
	}}
	tests := []struct {
		address string
		private bool
		to      string // connected to last
		err     string
	}{
		{"news.example:443", false, "8.8.8.8:443", ""},
		{"8.8.8.8:80", false, "8.8.8.8:80", ""},
		{"[::ffff:8.8.8.8]:80", false, "8.8.8.8:80", ""},
		{"both.example:80", false, "8.8.4.4:80", ""},
		{"second.example:80", false, "8.8.4.4:80", ""},
		{"inside.example:80", true, "10.1.2.3:80", ""},
		{"inside.example:80", false, "", "inside.example is at 10.1.2.3, a private address: only public addresses are asked"},
		{"mapped.example:80", false, "", "mapped.example is at ::ffff:127.0.0.1, a loopback address"},
		{"127.0.0.1:80", false, "", "127.0.0.1 is a loopback address: only public"},
		{"[fe80::1%lo]:80", false, "", "an address with a zone"},
		{"2130706433:80", false, "", "2130706433 is at 127.0.0.1"},
		{"0x7f.1:80", false, "", "0x7f.1 is at 127.0.0.1"},
		{"none.example:80", false, "", "the name none.example is not found"},
		{"down.example:80", false, "9.9.9.9:80", "connection refused"},
		{"no port", false, "", "does not read"},
	}
	for _, tt := range tests {
		d.to = nil
		conn, err := d.dialer(tt.private).connect(t.Context(), "tcp", tt.address)
		if conn != nil {
			conn.Close()
		}
		last := ""
		if len(d.to) > 0 {
			last = d.to[len(d.to)-1]
		}
		if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) || last != tt.to {
			t.Errorf("%s: connected to %q, %v; want %q, %q", tt.address, last, err, tt.to, tt.err)
		}
	}
}
