"""Addresses of the theme's static files: each carries the hash of its content.

So a browser keeps them for a year, and a new version of the package is a new address.
"""

from functools import lru_cache
from hashlib import blake2b
from pathlib import Path


STATIC = Path(__file__).with_name("static")
TOUCHED = ("kim.css", "record.js", "report.js", "search.js", "suggest.js")


def asset_url(portal_url: str, name: str) -> str:
    """The address of the file ``name`` in ``static/``, good for as long as the file is the same."""
    return f"{portal_url}/++plone++kim.portal/++unique++{asset_version()}/{name}"


def asset_version() -> str:
    """A short hash over all static files; read anew only when style sheet or script was touched."""
    return _version(*((STATIC / name).stat().st_mtime_ns for name in TOUCHED))


@lru_cache(maxsize=2)
def _version(*touched: int) -> str:
    digest = blake2b(digest_size=6)
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()
