"""The style sheet keeps what the design promises: contrast, direction, no foreign hosts."""

from kim.portal.theme.assets import STATIC

import pytest
import re


CSS = re.sub(r"/\*.*?\*/", "", (STATIC / "kim.css").read_text(encoding="utf-8"), flags=re.S)
TOKEN = re.compile(r"--kim-([a-z-]+):\s*(#[0-9a-f]{6})")

# Text on ground, both by the name of their token.
TEXTS = [
    (text, ground)
    for text in ("ink", "ink-soft", "teal", "teal-deep", "danger", "good")
    for ground in ("paper", "surface", "sunk")
] + [
    ("ink", "teal-soft"),
    ("teal", "teal-soft"),
    ("teal-deep", "teal-soft"),
    ("ink", "amber-soft"),
    ("ink", "danger-soft"),
    ("ink", "good-soft"),
    ("on-teal", "teal"),
    ("on-teal", "teal-deep"),
    ("on-amber", "amber"),
]


def tokens(scheme: str) -> dict[str, str]:
    """The colours of a scheme, by name."""
    light = dict(TOKEN.findall(CSS.split(":root {", 1)[1].split("}", 1)[0]))
    if scheme == "light":
        return light
    dark = CSS.split("(prefers-color-scheme: dark)", 1)[1].split("}", 1)[0]
    return light | dict(TOKEN.findall(dark))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
class TestColours:
    @pytest.mark.parametrize(("text", "ground"), TEXTS)
    def test_text_stands_out_seven_to_one(self, scheme, text, ground):
        colours = tokens(scheme)
        assert contrast(colours[text], colours[ground]) >= 7

    @pytest.mark.parametrize("ground", ["paper", "surface", "sunk"])
    def test_edges_of_fields_stand_out_three_to_one(self, scheme, ground):
        colours = tokens(scheme)
        assert contrast(colours["edge"], colours[ground]) >= 3

    def test_both_schemes_name_all_colours(self, scheme):
        assert set(tokens(scheme)) == set(tokens("light"))


class TestDirections:
    @pytest.mark.parametrize(
        "physical",
        [
            r"(margin|padding|border|inset)-(left|right|top|bottom)\b",
            r"(?<![-\w])(left|right|top|bottom)\s*:",
            r"text-align:\s*(left|right)",
            r"float:\s*(left|right)",
            r"(?<![-\w])(min-|max-)?(width|height)\s*:",
        ],
    )
    def test_only_logical_properties(self, physical):
        rules = re.sub(r"@media[^{]*", "", CSS)
        assert not re.search(physical, rules)


class TestSources:
    def test_no_foreign_hosts(self):
        assert "//" not in CSS.replace('"http"', "")

    def test_every_file_named_is_there(self):
        names = re.findall(r'url\("([^"]+)"\)', CSS)
        assert names
        assert [name for name in names if not (STATIC / name).is_file()] == []

    def test_the_fonts_bring_their_licence(self):
        assert "SIL Open Font License" in (STATIC / "fonts" / "OFL.txt").read_text()


class TestCircumstances:
    @pytest.mark.parametrize(
        "query",
        [
            "(prefers-color-scheme: dark)",
            "(prefers-contrast: more)",
            "(forced-colors: active)",
            "(prefers-reduced-motion",
            "@media print",
        ],
    )
    def test_is_provided_for(self, query):
        assert query in CSS
