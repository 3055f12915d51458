"""One-time codes: eighty random bits that somebody can read from paper and type."""

from __future__ import annotations

import base64
import hashlib
import secrets

_LENGTH, _GROUP = 16, 4
_LOOK_ALIKE = str.maketrans("018", "OIB")  # digits that no code holds, for the letters they resemble


def new() -> str:
    """A fresh code: four groups of four letters and digits."""
    plain = base64.b32encode(secrets.token_bytes(_LENGTH * 5 // 8)).decode()
    return "-".join(plain[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def digest(code: str) -> str:
    """The form in which a code is kept and compared: case, spaces, hyphens and look-alike digits do not matter."""
    plain = "".join(filter(str.isalnum, code.upper())).translate(_LOOK_ALIKE)
    return hashlib.sha256(plain.encode()).hexdigest()
