"""HTML that people wrote, made fit to stand in a PDF."""

from kim.portal import _
from kim.portal.printing.unprintable import Unprintable
from lxml import html as lxml_html
from lxml_html_clean import Cleaner

import re


# Characters of one text.
LONGEST_TEXT = 500_000
TAGS = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption"  # noqa: SIM905
    " figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub sup"
    " table tbody td tfoot th thead tr u ul var".split()
)
# With all that stands in them; of other elements only the tags go.
KILLED = frozenset(
    "applet audio button canvas datalist embed frame frameset iframe input math noscript object"  # noqa: SIM905
    " select svg template textarea title video".split()
)
# No id or class: they would meddle with the anchors and the look of what stands around the text.
ATTRIBUTES = frozenset(
    "alt colspan dir href lang rowspan scope src start title".split()  # noqa: SIM905
)
LINK = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
IMAGE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,", re.IGNORECASE)
LARGEST_SPAN = 100
# Each level costs the layout several calls.
DEEPEST = 40
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def clean(html: str) -> str:
    """The text of a page as people wrote it, without what acts, loads, or dresses itself.

    Scripts, styles, frames and forms are left out, and so is every address but those of links to
    the web, of mails and of telephones; an image stays if its data stand in the text.
    """
    if len(html) > LONGEST_TEXT:
        raise Unprintable(_("unprintable_too_long", default="The text is too long to be printed."))
    parser = lxml_html.HTMLParser(encoding="utf-8")
    written = CONTROLS.sub("", html).encode("utf-8", "replace")
    tree = lxml_html.fragment_fromstring(written, create_parent="div", parser=parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        # The parser left out the rest.
        message = _("unprintable_too_deep", default="The text is nested too deeply to be printed.")
        raise Unprintable(message)
    cleaner = Cleaner(
        allow_tags=TAGS,
        kill_tags=KILLED,
        remove_unknown_tags=False,
        safe_attrs=ATTRIBUTES,
        safe_attrs_only=True,
        style=True,
    )
    cleaner(tree)
    _flatten(tree)
    for element in tree.iter("*"):
        _keep(element, "href", LINK)
        _keep(element, "src", IMAGE)
        _bound(element, "colspan")
        _bound(element, "rowspan")
    inner = lxml_html.tostring(tree, encoding="unicode")
    return inner.removeprefix("<div>").removesuffix("</div>")


def _flatten(tree: lxml_html.HtmlElement) -> None:
    """Take away the tags that stand too deep for the layout, not their text."""
    deep = [element for element in tree.iter("*") if _depth(element) > DEEPEST]
    for element in deep:
        element.drop_tag()


def _depth(element: lxml_html.HtmlElement) -> int:
    return sum(1 for _above in element.iterancestors())


def _keep(element: lxml_html.HtmlElement, name: str, wanted: re.Pattern[str]) -> None:
    value = element.get(name)
    if value is not None and not wanted.match(value.strip()):
        del element.attrib[name]


def _bound(element: lxml_html.HtmlElement, name: str) -> None:
    """A cell that says to span a billion columns would cost as many."""
    value = element.get(name, "")
    if value and not (value.isascii() and value.isdigit() and int(value[:6]) <= LARGEST_SPAN):
        del element.attrib[name]
