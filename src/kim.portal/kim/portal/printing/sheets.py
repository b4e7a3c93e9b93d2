"""Where a page of any size comes to lie on a sheet of ours, above the strip for the page number."""

from dataclasses import dataclass
from pypdf import PageObject
from pypdf.generic import RectangleObject


# The strip at the foot, in points; `print.css` has the same 12 mm.
STRIP = 34.0
# Points that a page may be larger than A4 and still be meant as such: American Letter is.
SLACK = 18.0

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Sheet:
    """A size of paper; ``name`` is its class and page in `print.css`; points."""

    name: str
    width: float
    height: float


A4 = Sheet("a4", 595.28, 841.89)
A4_LANDSCAPE = Sheet("a4-landscape", 841.89, 595.28)
A3 = Sheet("a3", 841.89, 1190.55)
A3_LANDSCAPE = Sheet("a3-landscape", 1190.55, 841.89)


@dataclass(frozen=True)
class Place:
    """What of a page is seen, and how it is drawn on which sheet."""

    box: tuple[float, float, float, float]
    sheet: Sheet
    matrix: Matrix


def place(page: PageObject) -> Place:
    """Scale and turn the visible part of a page onto a sheet: small pages are not enlarged.

    Larger than A4 goes onto A3, whatever its size. Raises `ValueError` for a page without extent.
    """
    left, bottom, right, top = box = visible(page)
    unit = float(page.get("/UserUnit", 1))
    turn = page.rotation % 360
    wide, high = (right - left) * unit, (top - bottom) * unit
    if turn in (90, 270):
        wide, high = high, wide
    if not (1 <= wide <= 1_000_000 and 1 <= high <= 1_000_000):
        raise ValueError(f"A page of {wide} x {high} points")
    sheet = _sheet(wide, high)
    scale = min(1.0, sheet.width / wide, (sheet.height - STRIP) / high)
    across = (sheet.width - wide * scale) / 2
    up = sheet.height - high * scale
    a, b, c, d, e, f = _turned(box, turn)
    factor = scale * unit
    matrix = (a * factor, b * factor, c * factor, d * factor, e * factor + across, f * factor + up)
    return Place(box, sheet, matrix)


def visible(page: PageObject) -> tuple[float, float, float, float]:
    """What a reader shows of a page: its crop box, as far as there is paper."""
    paper, crop = page.mediabox, page.cropbox
    box = (
        max(_low(paper, 0), _low(crop, 0)),
        max(_low(paper, 1), _low(crop, 1)),
        min(_high(paper, 0), _high(crop, 0)),
        min(_high(paper, 1), _high(crop, 1)),
    )
    if box[0] < box[2] and box[1] < box[3]:
        return box
    return (_low(paper, 0), _low(paper, 1), _high(paper, 0), _high(paper, 1))


def _low(box: RectangleObject, axis: int) -> float:
    return min(float(box[axis]), float(box[axis + 2]))


def _high(box: RectangleObject, axis: int) -> float:
    return max(float(box[axis]), float(box[axis + 2]))


def _sheet(wide: float, high: float) -> Sheet:
    short, long = sorted((wide, high))
    small = short <= A4.width + SLACK and long <= A4.height + SLACK
    if wide > high:
        return A4_LANDSCAPE if small else A3_LANDSCAPE
    return A4 if small else A3


def _turned(box: tuple[float, float, float, float], turn: int) -> Matrix:
    """Turn clockwise by a multiple of 90 degrees, the lower left corner then at 0, 0."""
    left, bottom, right, top = box
    return {
        0: (1.0, 0.0, 0.0, 1.0, -left, -bottom),
        90: (0.0, -1.0, 1.0, 0.0, -bottom, right),
        180: (-1.0, 0.0, 0.0, -1.0, right, top),
        270: (0.0, 1.0, -1.0, 0.0, top, -left),
    }[turn]
