"""Addresses: whether a host is on the public internet, and how an address is shown.

Addresses come from lists that somebody else wrote: they must not lead into the network that
factdesk runs in (server-side request forgery, CWE-918), and what is secret in them must not be
printed or stored.
"""

import ipaddress
import re
import socket
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address

_TRANSLATED = tuple(
    map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::ffff:0:0:0/96", "::/96"))
)
"""IPv6 prefixes that carry an IPv4 address in their last 32 bits (RFC 6052, 8215, 2765, 4291)."""
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)
"""What stands before the IPv4 address in the last half of an ISATAP address (RFC 5214)."""

_USER = re.compile(
    r"(?<=://)(?:[^\s/?#@\"'<>]*(?:@[^\s/?#@\"'<>]*)*|[^\s/?#@:]*:(?!\d+[/?#])[^\s<>]*)@"
)
"""User name and password before a host; a password may hold "/" or "#" that was not encoded."""
_SECRET_VALUE = re.compile(
    r"(?i)(?<=[?&;#])((?:[\w.\-]*[_.\-])?(?:aws|api|access|auth|client|refresh|session|user|id|j)?"
    r"(?:key(?:id)?|token|secret|passw(?:or)?d(?:_hash)?|pass|pwd|h?mac|sig(?:nature)?|jwt|bearer"
    r"|auth(?:orization)?|credentials?|s(?:ession)?id)(?:\[\w*\]|%5B\w*%5D)?)"
    r"=[^\s&;#<>]+"
)
"""Query parameters that services name for what lets one in, such as X-Amz-Signature and sig."""


class PrivateAddress(Exception):
    """A host is, or may be, a machine that is not on the public internet; the text says which."""


class Unresolved(Exception):
    """This machine knows no address of a host."""


def is_web(address: str) -> bool:
    """Return whether an address is of the web."""
    return address.lower().startswith(("http://", "https://"))


def public_address(host: str, port: int | None) -> str:
    """Return an address of a host name or a number, as the system resolves it.

    All forms of numbers that the system takes count, such as 127.1 or 0x7f000001. Raises
    PrivateAddress when any of its addresses is not public, and Unresolved when it has none.
    """
    try:
        answers = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unresolved(host) from error
    addresses = [str(answer[4][0]) for answer in answers]
    for address in addresses:
        if not is_public(address):
            raise PrivateAddress(host if host == address else f"{host} is {address}")
    return addresses[0]


def is_public(address: str) -> bool:
    """Return whether a numeric address is of the public internet.

    An IPv6 address that carries an IPv4 address is as public as the one it carries. Raises
    ValueError for what is no numeric address.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    carried = list(_carried(ip)) if isinstance(ip, IPv6Address) else []
    if isinstance(ip, IPv6Address) and any(ip in network for network in _TRANSLATED[:2]):
        return all(inner.is_global for inner in carried)
    plain = ip.is_global and not ip.is_multicast and not ip.is_reserved
    return plain and not getattr(ip, "is_site_local", False) and all(x.is_global for x in carried)


def _carried(ip: IPv6Address) -> Iterator[IPv4Address]:
    """Yield the IPv4 addresses that an IPv6 address stands for."""
    low = int(ip) & 0xFFFF_FFFF
    if ip.ipv4_mapped:
        yield ip.ipv4_mapped
    if ip.sixtofour:
        yield ip.sixtofour
    yield from ip.teredo or ()
    if any(ip in network for network in _TRANSLATED):
        yield IPv4Address(low)
    if (int(ip) >> 32) & 0xFFFF_FFFF in _ISATAP:
        yield IPv4Address(low)


def without_credentials(text: str) -> str:
    """Return a text whose addresses hold no user name, password or secret query value any more.

    "https://desk:pw@host/a?id=7&token=x" becomes "https://host/a?id=7&token=[secret]".
    """
    if "://" not in text:
        return text
    return _SECRET_VALUE.sub(r"\1=[secret]", _USER.sub("", text))
