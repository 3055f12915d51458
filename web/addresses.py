"""Which Host and Origin headers are ours, and where a person may be sent after signing in."""

from __future__ import annotations

from urllib.parse import urlsplit

_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_DEFAULT_PORT = {"http": 80, "https": 443}


def hosts(public_url: str) -> frozenset[str]:
    """The Host headers that belong to the public address; on localhost each of its names."""
    parts = urlsplit(public_url)
    name = f"[{parts.hostname}]" if parts.hostname and ":" in parts.hostname else parts.hostname or ""
    port = parts.port or _DEFAULT_PORT[parts.scheme]
    names = _LOCAL if name in _LOCAL else (name,)
    found = {f"{each}:{port}" for each in names}
    if port == _DEFAULT_PORT[parts.scheme]:
        found |= set(names)
    return frozenset(found)


def origins(public_url: str) -> frozenset[str]:
    """The Origin headers that belong to the public address."""
    scheme = urlsplit(public_url).scheme
    default = f":{_DEFAULT_PORT[scheme]}"
    return frozenset(f"{scheme}://{host.removesuffix(default)}" for host in hosts(public_url))


def safe_next(wanted: str | None) -> str:
    """A path on this site to go on to, or the start page for anything that could lead elsewhere."""
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")) or not wanted.isprintable():
        return "/"
    parts = urlsplit(wanted)
    if (
        parts.scheme
        or parts.netloc
        or "\\" in wanted
        or parts.path.startswith(("/sign-", "/set-up", "/redeem", "/language"))
    ):
        return "/"
    return wanted
