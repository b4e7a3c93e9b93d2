"""The same pages on paper, in colours of the reader's own, without motion, with wide text."""

from axe_playwright_python.sync_playwright import Axe
from pages import PUBLIC
from playwright.sync_api import expect

import pytest
import re


LOOKED_AT = ["start", "municipality with offices of its own", "offer with everything", "actors"]

# What moves, and for how long.
MOTION = """() => [...document.querySelectorAll("*")].filter(node => {
  const style = getComputedStyle(node);
  return Math.max(parseFloat(style.transitionDuration), parseFloat(style.animationDuration)) > 0.01;
}).map(node => node.className)"""

# WCAG 1.4.12: what a reader may set without losing content.
TEXT_SPACING = """* {
  line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
} p { margin-block-end: 2em !important; }"""

# Elements whose text is cut off at their edge.
CUT_OFF = """() => [...document.querySelectorAll("main *, header *, footer *")].filter(node => {
  const style = getComputedStyle(node);
  const hides = /hidden|clip/.test(style.overflowX + style.overflowY);
  return hides && !node.closest(".visually-hidden") && node.clientWidth > 1
    && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1);
}).map(node => node.outerHTML.slice(0, 100))"""

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class TestPaper:
    @pytest.fixture
    def paper(self, new_page, entries):
        """As printed by somebody whose screen is dark."""
        page = new_page("desktop", color_scheme="dark")
        page.emulate_media(media="print")
        return page

    def test_what_one_clicks_is_not_printed(self, paper):
        paper.goto(PUBLIC["offer with everything"])
        for tool in ("nav", "search"):
            for found in paper.get_by_role(tool).all():
                expect(found).to_be_hidden()
        expect(paper.get_by_role("link", name="Per E-Mail teilen")).to_be_hidden()

    def test_what_one_needs_is(self, paper):
        paper.goto(PUBLIC["offer with everything"])
        for fact in ("02131 123456", "Teststraße 1, 41363 Jüchen", "Donnerstag: 14:00–16:30"):
            expect(paper.locator(".kim-facts").get_by_text(fact)).to_be_visible()

    def test_ink_is_black_on_white(self, paper):
        paper.goto(PUBLIC["offer with everything"])
        body = paper.locator("body")
        expect(body).to_have_css("background-color", "rgb(255, 255, 255)")
        expect(body).to_have_css("color", "rgb(0, 0, 0)")

    def test_an_offer_fits_one_sheet(self, paper):
        paper.goto(PUBLIC["offer with everything"])
        sheets = re.findall(rb"/Type\s*/Page\b", paper.pdf(format="A4"))
        assert len(sheets) == 1

    def test_nothing_stays_folded(self, paper):
        """Nobody can open a heading on paper."""
        paper.goto(PUBLIC["municipality with offices of its own"])
        for entry in paper.locator("main details a").all():
            assert entry.is_visible()


class TestColoursOfTheReader:
    @pytest.fixture
    def forced(self, new_page, entries):
        return new_page("desktop", forced_colors="active")

    def test_the_map_keeps_its_tiles(self, forced):
        forced.goto("/kommunen")
        tile = forced.locator(".kim-map a").first
        style = tile.evaluate("""node => {
          const [tile, text] = ["rect", "text"].map(name => node.querySelector(name));
          const style = getComputedStyle(tile);
          return {fill: style.fill, stroke: style.stroke, text: getComputedStyle(text).fill};
        }""")
        assert style["stroke"] != style["fill"]
        assert style["text"] != style["fill"]

    def test_buttons_keep_an_edge(self, forced):
        forced.goto(PUBLIC["offer with everything"])
        for button in forced.locator("main .btn").all():
            assert button.evaluate("node => parseFloat(getComputedStyle(node).borderTopWidth)") >= 1

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("name", LOOKED_AT)
    def test_text_stands_out_seven_to_one(self, new_page, entries, name, scheme):
        """More than the law asks (WCAG AAA): phones are read in the sun."""
        page = new_page("phone", color_scheme=scheme, reduced_motion="reduce")
        page.goto(PUBLIC[name])
        rule = {"type": "rule", "values": ["color-contrast-enhanced"]}
        found = Axe().run(page, options={"runOnly": rule}).response["violations"]
        assert [node["html"] for each in found for node in each["nodes"]] == []


@pytest.mark.parametrize("name", LOOKED_AT)
def test_nothing_moves_for_who_asked_for_rest(new_page, entries, name):
    page = new_page("phone", reduced_motion="reduce")
    page.goto(PUBLIC[name])
    assert page.evaluate(MOTION) == []


@pytest.mark.parametrize("name", LOOKED_AT)
def test_wide_text_is_not_cut(new_page, entries, name):
    page = new_page("desktop", viewport={"width": 320, "height": 640})
    page.goto(PUBLIC[name])
    page.add_style_tag(content=TEXT_SPACING)
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(CUT_OFF) == []
