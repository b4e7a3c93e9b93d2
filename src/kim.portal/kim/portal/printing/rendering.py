"""WeasyPrint under our rules: our typeface and style sheet, and nothing is fetched from anywhere.

WeasyPrint loads Debian's Pango as it is imported. So only `pdf.renderer` imports this module, when
the first PDF is wanted: a machine without Pango serves everything else.
"""

from collections.abc import Sequence
from hashlib import blake2b
from importlib.resources import files
from io import BytesIO
from kim.portal import _
from kim.portal.printing.unprintable import Unprintable
from pathlib import Path
from PIL import Image
from PIL import UnidentifiedImageError
from weasyprint import Attachment
from weasyprint import CSS
from weasyprint import Document
from weasyprint import HTML
from weasyprint.text.ffi import harfbuzz_subset
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher
from weasyprint.urls import URLFetcherResponse


# The typeface of the portal's pages; no code of the theme is needed for it.
FONTS = files("kim.portal") / "theme" / "static" / "fonts"
FONT = "font:"
STYLE = Path(__file__).with_name("print.css")
MOST_PIXELS = 40_000_000
# With the mark of PDF/UA, or tagged without claiming to keep all of its rules.
ACCESSIBLE = "pdf/ua-1"
TAGGED = None

if harfbuzz_subset is None:
    # WeasyPrint would do without, and write the time of day into every font.
    raise OSError("libharfbuzz-subset is missing")


class OwnFiles(URLFetcher):
    """Hands out our fonts and what stands in the HTML itself (``data:``); all else is left out."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith(FONT):
            return URLFetcherResponse(url, _font(url.removeprefix(FONT)))
        response = super().fetch(url, headers)
        data = response.read()
        _check_pixels(data)
        return URLFetcherResponse(url, data, response.headers)


def _font(name: str) -> bytes:
    """The font file of the name; a path instead of a name finds nothing."""
    for file in FONTS.iterdir():
        if file.name == name and name.endswith(".woff2"):
            return file.read_bytes()
    raise FileNotFoundError(name)


def _check_pixels(data: bytes) -> None:
    try:
        width, height = Image.open(BytesIO(data)).size
    except UnidentifiedImageError:
        return
    if width * height > MOST_PIXELS:
        raise ValueError(f"An image of {width} x {height} pixels")


def laid_out(document: str) -> Document:
    """An HTML document on pages."""
    fetcher, fonts = OwnFiles(), FontConfiguration()
    style = CSS(string=STYLE.read_text("utf-8"), url_fetcher=fetcher, font_config=fonts)
    try:
        return HTML(string=document, url_fetcher=fetcher).render(fonts, stylesheets=[style])
    except RecursionError as error:
        message = _("unprintable_too_deep", default="The text is nested too deeply to be printed.")
        raise Unprintable(message) from error


def written(
    laid_out: Document,
    source: str,
    variant: str | None = ACCESSIBLE,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """Pages as a tagged PDF; the same ``source`` always gives the same bytes."""
    mark = blake2b(source.encode("utf-8"), digest_size=16).hexdigest()
    return laid_out.write_pdf(
        pdf_variant=variant,
        pdf_tags=True,
        pdf_identifier=mark.encode("ascii"),
        attachments=list(attachments),
    )
