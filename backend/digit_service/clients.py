"""Who asks: the address of the client, whatever it claims through proxies nobody trusts."""

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from starlette.requests import HTTPConnection

from digit_service.settings import Network

# What one subscriber gets; within it, addresses change at will.
HOUSEHOLD = 64
UNKNOWN = "unknown"
# Some proxies name the client's port, too.
_WITH_PORT = re.compile(r"(\[.*\]|[^:]*):\d+")


def client_of(request: HTTPConnection, trusted: Sequence[Network]) -> str:
    """The client's address; of IPv6 its /64, and `unknown` behind a socket that has none.

    The last of the addresses in X-Forwarded-For that is not a trusted proxy's is believed, and
    only where a trusted proxy brings it: what stands before it may be forged.
    """
    address = _parsed(request.client.host) if request.client else None
    forwarded = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
    for claimed in reversed(forwarded):
        if address is None or not any(address in network for network in trusted):
            break
        named = _parsed(claimed.strip())
        if named is None:
            break
        address = named
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, HOUSEHOLD), strict=False))
    return UNKNOWN if address is None else str(address)


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    """The address, an IPv4-mapped one as IPv4; None where the text is none."""
    with_port = _WITH_PORT.fullmatch(text)
    try:
        address = ip_address((with_port[1] if with_port else text).strip("[]"))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
