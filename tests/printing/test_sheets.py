"""Where pages of any size, turn and crop come to lie."""

from kim.portal.printing.sheets import A3_LANDSCAPE
from kim.portal.printing.sheets import A4
from kim.portal.printing.sheets import A4_LANDSCAPE
from kim.portal.printing.sheets import place
from kim.portal.printing.sheets import STRIP
from pypdf import PageObject
from pypdf.generic import FloatObject
from pypdf.generic import NameObject
from pypdf.generic import NumberObject
from pypdf.generic import RectangleObject

import pytest


def page(box, crop=None, turn=0, unit=None):
    made = PageObject.create_blank_page(None, 100, 100)
    made.mediabox = RectangleObject(box)
    made.cropbox = RectangleObject(crop or box)
    made[NameObject("/Rotate")] = NumberObject(turn)
    if unit:
        made[NameObject("/UserUnit")] = FloatObject(unit)
    return made


def drawn(found, x, y):
    """Where a point of the page is drawn on the sheet."""
    a, b, c, d, e, f = found.matrix
    return a * x + c * y + e, b * x + d * y + f


ORDINARY = (0, 0, 595.28, 841.89)


@pytest.mark.parametrize(
    ("given", "sheet"),
    [
        (page(ORDINARY), A4),
        (page((-20, 300, 575.28, 1141.89)), A4),
        (page(ORDINARY, turn=90), A4_LANDSCAPE),
        (page(ORDINARY, turn=180), A4),
        (page(ORDINARY, turn=-90), A4_LANDSCAPE),
        (page(ORDINARY, turn=450), A4_LANDSCAPE),
        (page(ORDINARY, crop=(100, 100, 300, 200)), A4_LANDSCAPE),
        (page(ORDINARY, crop=(-50, -50, 300, 700)), A4),
        (page(ORDINARY, crop=(2000, 2000, 2100, 2100)), A4),
        (page((595.28, 841.89, 0, 0)), A4),
        (page((0, 0, 612, 792)), A4),
        (page((0, 0, 3370, 2384)), A3_LANDSCAPE),
        (page((0, 0, 200, 400)), A4),
        (page((0, 0, 300, 200), unit=4), A3_LANDSCAPE),
        (page((0, 0, 14_400, 3)), A3_LANDSCAPE),
    ],
)
def test_lies_on_the_sheet_above_the_strip(given, sheet):
    found = place(given)
    left, bottom, right, top = found.box
    corners = [drawn(found, x, y) for x in (left, right) for y in (bottom, top)]
    assert found.sheet == sheet
    assert min(x for x, _y in corners) >= -0.01
    assert max(x for x, _y in corners) <= sheet.width + 0.01
    assert min(y for _x, y in corners) >= STRIP - 0.01
    assert max(y for _x, y in corners) == pytest.approx(sheet.height)


@pytest.mark.parametrize(
    ("turn", "corner"),
    [
        (0, (0, 841.89)),
        (90, (0, 0)),
        (180, (595.28, 0)),
        (270, (595.28, 841.89)),
    ],
)
def test_what_a_reader_sees_on_top_left_is_there(turn, corner):
    found = place(page(ORDINARY, turn=turn))
    x, y = drawn(found, *corner)
    assert y == pytest.approx(found.sheet.height)
    assert x < found.sheet.width / 3


def test_small_pages_are_not_enlarged():
    assert place(page((0, 0, 200, 300))).matrix[0] == 1


def test_only_the_crop_box_is_seen():
    assert place(page(ORDINARY, crop=(100, 100, 300, 200))).box == (100, 100, 300, 200)


@pytest.mark.parametrize("box", [(0, 0, 0, 100), (0, 0, 1e9, 100), (5, 5, 5, 5)])
def test_without_extent(box):
    with pytest.raises(ValueError, match="page"):
        place(page(box))
