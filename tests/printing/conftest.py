"""Nothing here needs Plone, but what speaks German; papers as people upload them."""

from io import BytesIO
from kim.portal.printing.rendering import HTML
from PIL import Image
from pypdf import PdfReader
from pypdf import PdfWriter

import pytest


def pytest_itemcollected(item: pytest.Item) -> None:
    """Take away the fixtures that keep a layer for the whole session."""
    if "integration" not in item.fixturenames:
        item.fixturenames[:] = [n for n in item.fixturenames if not n.startswith("_keep_")]


def read(data: bytes) -> PdfReader:
    """A PDF of ours, read strictly."""
    return PdfReader(BytesIO(data), strict=True)


def paper(*texts: str, size: str = "A4") -> bytes:
    """A PDF as somebody else makes it: a page for each text, and 'ganz unten' at its foot."""
    pages = "".join(
        f'<div style="break-before: page"><p>{text}</p>'
        '<p style="position: absolute; bottom: 0">ganz unten</p></div>'
        for text in texts
    )
    style = (
        f"<style>@page {{ size: {size}; margin: 0 }} html {{ font-family: DejaVu Sans }}</style>"
    )
    return HTML(string=style + pages).write_pdf()


def changed(data: bytes, change) -> bytes:
    """The PDF after ``change(writer)``."""
    writer = PdfWriter(clone_from=BytesIO(data))
    change(writer)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def image(kind: str = "JPEG", size: tuple[int, int] = (80, 50), mode: str = "RGB", **more) -> bytes:
    """A picture of one colour."""
    target = BytesIO()
    Image.new(mode, size, "teal").save(target, kind, **more)
    return target.getvalue()
