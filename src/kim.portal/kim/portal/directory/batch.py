"""Pages of a long list: numbers from the address, links to the neighbours."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode


LARGEST_PAGE = 100_000


@dataclass(frozen=True)
class Batch:
    """One page of a list; `page` counts from 1."""

    page: int
    size: int
    total: int
    address: str
    parameters: dict[str, str]

    @property
    def start(self) -> int:
        return (self.page - 1) * self.size

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def previous(self) -> str | None:
        return self._link(min(self.page - 1, self.pages)) if self.page > 1 else None

    @property
    def next(self) -> str | None:
        return self._link(self.page + 1) if self.page < self.pages else None

    def _link(self, page: int) -> str:
        return f"{self.address}?{urlencode({**self.parameters, 'page': page})}"


def page_number(value: Any) -> int:
    """What stands in the address as a page number; anything else is page 1."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 7:
        return min(max(int(value), 1), LARGEST_PAGE)
    return 1
