package feed

import (
	"context"
	"fmt"
	"net"
	"net/netip"
)

// special lists what is not the public internet (the registries of RFC 6890), the
// narrower before the wider. Whatever is not in it and is IPv4, or lies in 2000::/3,
// is public.
var special = func() []addressBlock {
	rows := []struct{ prefix, what string }{
		{"169.254.169.254/32", "the metadata address of a cloud"},
		{"168.63.129.16/32", "the metadata address of a cloud"},
		{"100.100.100.200/32", "the metadata address of a cloud"},
		{"192.0.0.192/32", "the metadata address of a cloud"},
		{"fd00:ec2::/64", "the metadata address of a cloud"},
		{"0.0.0.0/8", "an address of this host (0.0.0.0/8)"},
		{"10.0.0.0/8", "a private address"},
		{"100.64.0.0/10", "an address inside a provider's network (CGNAT)"},
		{"127.0.0.0/8", "a loopback address"},
		{"169.254.0.0/16", "a link-local address"},
		{"172.16.0.0/12", "a private address"},
		{"192.0.0.0/24", "an address kept for protocols"},
		{"192.0.2.0/24", "an address kept for examples"},
		{"192.88.99.0/24", "a relay address (6to4)"},
		{"192.168.0.0/16", "a private address"},
		{"198.18.0.0/15", "an address kept for measurements"},
		{"198.51.100.0/24", "an address kept for examples"},
		{"203.0.113.0/24", "an address kept for examples"},
		{"224.0.0.0/4", "a multicast address"},
		{"255.255.255.255/32", "the broadcast address"},
		{"240.0.0.0/4", "a reserved address"},
		{"::/128", "the unspecified address"},
		{"::1/128", "a loopback address"},
		{"64:ff9b:1::/48", "a local translation address (NAT64)"},
		{"100::/64", "an address that discards"},
		{"2001::/23", "an address kept for protocols (Teredo and others)"},
		{"2001:db8::/32", "an address kept for examples"},
		{"2002::/16", "a relay address (6to4)"},
		{"3fff::/20", "an address kept for examples"},
		{"fc00::/7", "a private address"},
		{"fe80::/10", "a link-local address"},
		{"fec0::/10", "a site-local address"},
		{"ff00::/8", "a multicast address"},
	}
	blocks := make([]addressBlock, len(rows))
	for i, row := range rows {
		blocks[i] = addressBlock{netip.MustParsePrefix(row.prefix), row.what}
	}
	return blocks
}()

type addressBlock struct {
	prefix netip.Prefix
	what   string
}

var (
	global = netip.MustParsePrefix("2000::/3")
	nat64  = netip.MustParsePrefix("64:ff9b::/96")
)

// notPublic says what an address is that is not public, and "" of a public one. An
// IPv4 address inside an IPv6 one (mapped, or translated by NAT64) is judged itself.
func notPublic(ip netip.Addr) string {
	switch {
	case !ip.IsValid():
		return "no address"
	case ip.Zone() != "":
		return "an address with a zone"
	}
	ip = ip.Unmap()
	if nat64.Contains(ip) {
		b := ip.As16()
		ip = netip.AddrFrom4([4]byte(b[12:]))
	}
	for _, s := range special {
		if s.prefix.Contains(ip) {
			return s.what
		}
	}
	if ip.Is6() && !global.Contains(ip) {
		return "an address outside the public internet"
	}
	return ""
}

// A refusedError is a connection that was not made because of where it would lead.
type refusedError struct{ host, answer, what string }

func (e *refusedError) Error() string {
	at := e.host + " is"
	if e.answer != e.host {
		at = e.host + " is at " + e.answer + ","
	}
	return fmt.Sprintf("%s %s: only public addresses are asked, unless private ones are allowed", at, e.what)
}

// A dialer connects to public addresses only, unless private is set: it resolves the
// name itself, drops the answers that are not public, and connects to what is left.
type dialer struct {
	private bool
	resolve func(ctx context.Context, host string) ([]netip.Addr, error)
	dial    func(ctx context.Context, network, address string) (net.Conn, error)
}

func (d *dialer) connect(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("the address %q does not read: %w", address, err)
	}
	answers, err := d.lookUp(ctx, host)
	if err != nil {
		return nil, err
	}
	var refused, failed error
	for _, ip := range answers {
		if what := notPublic(ip); what != "" && !d.private {
			if refused == nil {
				refused = &refusedError{host, ip.String(), what}
			}
			continue
		}
		conn, err := d.dial(ctx, network, net.JoinHostPort(ip.Unmap().String(), port))
		if err == nil {
			return conn, nil
		}
		failed = err
	}
	if failed != nil {
		return nil, failed
	}
	if refused != nil {
		return nil, refused
	}
	return nil, fmt.Errorf("the name %s has no address", host)
}

func (d *dialer) lookUp(ctx context.Context, host string) ([]netip.Addr, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{ip}, nil
	}
	answers, err := d.resolve(ctx, host)
	if err != nil {
		return nil, fmt.Errorf("the name %s is not found: %w", host, err)
	}
	return answers[:min(len(answers), 16)], nil
}

// resolve asks the system's resolver.
func resolve(ctx context.Context, host string) ([]netip.Addr, error) {
	return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
}
