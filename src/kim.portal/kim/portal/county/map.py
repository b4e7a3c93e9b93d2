"""The schematic map: one tile a municipality, placed by its column and row; drawn as SVG."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


WIDTH, HEIGHT, GAP = 150, 84, 8


@dataclass(frozen=True)
class Tile:
    """A municipality on the map; x and y are the tile's upper left corner in SVG units."""

    title: str
    url: str
    x: int
    y: int


@dataclass(frozen=True)
class Map:
    """All tiles and the size of the drawing."""

    tiles: list[Tile]
    width: int
    height: int

    @property
    def viewbox(self) -> str:
        return f"0 0 {self.width} {self.height}"


def draw(brains: Iterable[Any]) -> Map | None:
    """The map of municipalities (catalog brains with map_column and map_row).

    None where fewer than two have a place. Row by row, so that the keyboard goes as one reads.
    """
    placed = [b for b in brains if isinstance(b.map_column, int) and isinstance(b.map_row, int)]
    if len(placed) < 2:
        return None
    placed.sort(key=lambda brain: (brain.map_row, brain.map_column))
    left, top = min(b.map_column for b in placed), min(b.map_row for b in placed)
    columns = max(b.map_column for b in placed) - left + 1
    rows = max(b.map_row for b in placed) - top + 1
    return Map(
        tiles=[
            Tile(
                brain.Title,
                brain.getURL(),
                GAP + (brain.map_column - left) * (WIDTH + GAP),
                GAP + (brain.map_row - top) * (HEIGHT + GAP),
            )
            for brain in placed
        ],
        width=columns * (WIDTH + GAP) + GAP,
        height=rows * (HEIGHT + GAP) + GAP,
    )
