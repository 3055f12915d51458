"""Find a Chromium: CHROMIUM, the system's, Playwright's; with none install Debian's when root, else say how."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

# No traffic of the browser's own: a test fails on any request to another host.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
]


@cache
def find() -> str | None:
    """Path of a Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if path := shutil.which(name):
            return path
    return _playwrights()


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else None


def _install() -> None:
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
    subprocess.run(command, check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def main() -> int:
    """Make sure that there is one; 1 when not, with the one command that helps."""
    if find():
        return 0
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        _install()
        find.cache_clear()
    if find():
        return 0
    print("The browser tests need a Chromium. This helps: sudo apt-get install chromium")
    print("(or set CHROMIUM to the path of one that you have)")
    return 1


if __name__ == "__main__":
    sys.exit(main())
