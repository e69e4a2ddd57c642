"""Which network addresses are public: whatever lies in another network, or hides an address in one, is not.

The networks are those of IANA's special-purpose address registries (RFC 6890 and its updates) and of RFC 5771; the
tables stand here because what `ipaddress` holds for global changes with Python's patch releases.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

NOT_PUBLIC_V4: Final = tuple(
    (IPv4Network(network), kind)
    for network, kind in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "reserved"),  # relays of 6to4, withdrawn by RFC 7526
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
NOT_PUBLIC_V6: Final = tuple(
    (IPv6Network(network), kind)
    for network, kind in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
        ("2001::/32", "Teredo"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("3ffe::/16", "reserved"),
        ("3fff::/20", "documentation"),
    )
)
_PUBLIC_V6: Final = IPv6Network("2000::/3")
_CARRIES_V4: Final = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))
"""Mapped addresses, and those of NAT64, the way from IPv6 to all of IPv4: as public as what they carry."""

_ISATAP: Final = (0x00005EFE, 0x02005EFE)
"""The third quarter of an address whose last one is an IPv4 address in a tunnel (RFC 5214)."""


def not_public(address: str) -> str:
    """The kind of network the address lies in, as "loopback"; empty where it is public.

    6to4, Teredo and IPv4-compatible addresses are refused as such, whatever they carry: nobody serves pages from them.
    A NAT64 prefix of a network's own looks like any other address and cannot be known.
    """
    parsed = ip_address(address)
    if isinstance(parsed, IPv4Address):
        return next((kind for network, kind in NOT_PUBLIC_V4 if parsed in network), "")
    if any(parsed in network for network in _CARRIES_V4):
        return not_public(str(_last_quarter(parsed)))
    kind = next((kind for network, kind in NOT_PUBLIC_V6 if parsed in network), "")
    if not kind and parsed not in _PUBLIC_V6:
        return "reserved"
    if not kind and int(parsed) >> 32 & 0xFFFFFFFF in _ISATAP:
        return not_public(str(_last_quarter(parsed)))
    return kind


def _last_quarter(address: IPv6Address) -> IPv4Address:
    return IPv4Address(int(address) & 0xFFFFFFFF)
