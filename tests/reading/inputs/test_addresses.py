"""No address in a network that is not public passes, however it is written or wrapped."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.reading.inputs.addresses import NOT_PUBLIC_V4, NOT_PUBLIC_V6, not_public

V4 = st.sampled_from([network for network, _ in NOT_PUBLIC_V4]).flatmap(
    lambda network: st.ip_addresses(network=network)
)
V6 = st.sampled_from([network for network, _ in NOT_PUBLIC_V6]).flatmap(
    lambda network: st.ip_addresses(network=network)
)
ANYWHERE = st.ip_addresses(v=6).map(int)


@given(st.one_of(V4, V6))
def test_every_address_of_a_network_that_is_not_public_is_refused(address: IPv4Address | IPv6Address) -> None:
    assert not_public(str(address))


@given(V4.map(int), ANYWHERE)
def test_no_form_of_ipv6_carries_one_past_the_check(inner: int, other: int) -> None:
    low, high = other & (1 << 64) - 1, other >> 64 << 64
    forms = {
        "compatible": inner,
        "mapped": 0xFFFF << 32 | inner,
        "translated": 0xFFFF << 48 | inner,
        "NAT64": int(IPv6Address("64:ff9b::")) | inner,
        "NAT64 of a network's own": int(IPv6Address("64:ff9b:1::")) | other >> 96 << 32 | inner,
        "6to4": 0x2002 << 112 | inner << 80 | low,
        "Teredo's server": 0x20010000 << 96 | inner << 64 | low,
        "Teredo's client": 0x20010000 << 96 | low >> 32 << 32 | inner ^ 0xFFFFFFFF,
        "ISATAP": high | 0x5EFE << 32 | inner,
        "ISATAP, said to be unique": high | 0x02005EFE << 32 | inner,
    }
    assert [form for form, value in forms.items() if not not_public(str(IPv6Address(value & (1 << 128) - 1)))] == []


@given(st.ip_addresses())
def test_what_passes_is_what_the_standard_library_calls_global(address: IPv4Address | IPv6Address) -> None:
    """Under every release of Python: none of its tables may know a network that ours does not."""
    if not not_public(str(address)):
        plain = getattr(address, "ipv4_mapped", None) or address
        assert plain.is_global
        assert not plain.is_multicast


PUBLIC = (
    *("1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1", "192.167.1.1", "223.255.255.255"),
    *("2606:4700::1", "2001:200::1", "2a00::1", "::ffff:1.1.1.1", "64:ff9b::101:101"),
)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str) -> None:
    assert not_public(address) == ""


@pytest.mark.parametrize(
    ("kind", "addresses"),
    [
        ("unspecified", "0.0.0.0 0.255.255.255 ::"),
        ("loopback", "127.0.0.1 127.255.255.255 ::1 ::ffff:127.0.0.1 64:ff9b::7f00:1"),
        ("private", "10.0.0.0 10.255.255.255 172.16.0.0 172.31.255.255 192.168.0.0 192.168.255.255"),
        ("private", "fc00:: fdff::1 fec0::1 ::ffff:10.0.0.1 64:ff9b::a00:1"),
        ("carrier-grade NAT", "100.64.0.0 100.127.255.255"),
        ("link-local", "169.254.169.254 fe80::1 fe80::1%eth0 febf::1"),
        ("documentation", "192.0.2.1 198.51.100.1 203.0.113.1 2001:db8::1 3fff::1"),
        ("benchmarking", "198.18.0.0 198.19.255.255"),
        ("multicast", "224.0.0.251 239.255.255.255 ff02::1"),
        ("reserved", "192.0.0.8 192.88.99.1 240.0.0.1 255.255.255.255"),
        ("reserved", "::7f00:1 64:ff9b:1::808:808 100::1 2001:2::1 2001:20::1 3ffe::1 4000::1 5f00::1"),
        ("6to4", "2002:808:808::1"),
        ("Teredo", "2001:0:808:808::1"),
    ],
)
def test_the_kind_of_network_is_named(kind: str, addresses: str) -> None:
    assert {one: not_public(one) for one in addresses.split()} == dict.fromkeys(addresses.split(), kind)


@pytest.mark.parametrize("spelling", ["127.1", "0x7f.1", "0177.0.0.1", "2130706433", "0x7f000001", "0"])
def test_odd_spellings_are_refused_as_what_they_resolve_to(spelling: str) -> None:
    resolved = {str(address[0]) for *_, address in socket.getaddrinfo(spelling, 80)}
    assert resolved
    assert all(not_public(str(ip_address(one))) for one in resolved)
