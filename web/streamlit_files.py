"""Streamlit's page shell, made ours: the document's language, our title and icon, nothing for machines to crawl.

The files are found without importing Streamlit, which only the interface's own code does.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import re
from functools import cache
from pathlib import Path

from i18n.catalogue import translator

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_CRAWLERS = re.compile(r'<link rel="service-desc"[^>]*>')
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@cache
def folder() -> Path:
    """Where Streamlit keeps what browsers load."""
    spec = importlib.util.find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise RuntimeError("Streamlit is not installed")
    return Path(spec.origin).parent / "static"


@cache
def index(language: str) -> str:
    """The page shell in a language."""
    page = _CRAWLERS.sub("", _COMMENT.sub("", (folder() / "index.html").read_text(encoding="utf-8")))
    page = _NOSCRIPT.sub(f"<noscript><p>{translator(language)('web.noscript')}</p></noscript>", page)
    replaced = page.replace('<html lang="en">', f'<html lang="{language}">')
    replaced = replaced.replace("<title>Streamlit</title>", "<title>Jaarplan</title>")
    if f'lang="{language}"' not in replaced or "<title>Jaarplan</title>" not in replaced:
        raise RuntimeError("this version of Streamlit has another index.html than the one Jaarplan was tested with")
    return replaced.lstrip()


@cache
def script_hashes() -> str:
    """The sources for a content security policy that let the shell's inline scripts run, and no others."""
    scripts = _SCRIPT.findall(index("nl"))
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    return " ".join(f"'sha256-{digest}'" for digest in digests)


@cache
def font(name: str) -> Path:
    """A bundled font by the start of its file name, so that our own pages look the same."""
    return next(iter(sorted((folder() / "static" / "media").glob(f"{name}*.woff2"))))
