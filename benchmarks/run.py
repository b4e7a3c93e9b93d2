"""What a page costs: CPU per request, ours against Plone's own and against an empty view.

Two sites are made in a temporary folder: ``kim``, as it is delivered, and ``stock``, the same data
with Plone's own pages (the portal's browser layer taken away). Both are asked in one process
through the WSGI publisher, in turns, so that whatever else the machine does falls on all alike; of
each page the median counts. *Cold* is a page that no cache has (every request has an address of
its own), *cached* the same address again. Only ratios within one run mean anything.

    python -m benchmarks.run            prints a table and writes benchmarks/results.md
    python -m benchmarks.run -n 20      fewer rounds
"""

from benchmarks import server
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from itertools import count
from pathlib import Path
from statistics import median
from time import process_time

import os
import platform


RESULTS = Path(__file__).with_name("results.md")
ROUNDS = 60
WARM_UP = 5

COLD_TARGET = 0.25  # of the stock item view
CACHED_TARGET = 1.5  # times an empty view


@dataclass(frozen=True)
class Case:
    """A page to ask for: its name in the table, its address, whether a cache may have it."""

    name: str
    path: str
    cold: bool = True


@dataclass(frozen=True)
class Result:
    """The median CPU time of a case, in milliseconds."""

    case: Case
    milliseconds: float


def make_sites() -> list[Case]:
    """Make both sites and name the pages to compare."""
    import transaction

    for site_id in ("kim", "stock"):
        server.make_site(site_id)
    with server.manager() as app:
        strip_layer(app["stock"])
        transaction.commit()
    return cases(server.first_of_each_type("kim"))


def strip_layer(site) -> None:
    """Leave the data and take our pages away."""
    from plone.browserlayer.utils import unregister_layer
    from zope.component.hooks import setSite

    setSite(site)
    unregister_layer("kim.portal")


def cases(pages: dict[str, str]) -> list[Case]:
    """The table's lines."""
    offer = pages["Offer"]
    ours = {
        "offer": offer,
        "actor": pages["Actor"],
        "municipality": pages["Municipality"],
        "start page": "",
        "plain page": "/impressum",
    }
    return [
        Case("empty Zope view", f"/kim{offer}/@@benchmark-empty"),
        Case("stock: item view of an offer", f"/stock{offer}/@@view"),
        Case("stock: a plain page", "/stock/impressum"),
        *(Case(f"{name}, cold", f"/kim{path}") for name, path in ours.items()),
        *(Case(f"{name}, cached", f"/kim{path}", cold=False) for name, path in ours.items()),
    ]


def measure(cases: list[Case], rounds: int) -> list[Result]:
    """Ask for all pages in turns; of each the median."""
    times: dict[Case, list[float]] = {case: [] for case in cases}
    number = count()
    for turn in range(WARM_UP + rounds):
        for case in cases:
            spent = timed(case, lambda: f"cold={next(number)}")
            if turn >= WARM_UP:
                times[case].append(spent)
    return [Result(case, median(times[case]) * 1000) for case in cases]


def timed(case: Case, fresh: Callable[[], str]) -> float:
    """The CPU seconds of one request.

    :raises RuntimeError: where the page is not there: then there is nothing to measure.
    """
    query = fresh() if case.cold else ""
    start = process_time()
    status, _body = server.ask(case.path, query)
    spent = process_time() - start
    if status != 200:
        raise RuntimeError(f"{case.path}: {status}")
    return spent


def report(results: list[Result], load: float, rounds: int) -> str:
    """The table, with what it was measured on."""
    empty, stock = results[0].milliseconds, results[1].milliseconds
    lines = [
        "# What a page costs",
        "",
        f"CPU per request, median of {rounds}, anonymous, in one process. {date.today()}, "
        f"Plone {version('Products.CMFPlone')}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, load {load:.1f} at the start. "
        "Written by `make bench`; only the ratios of one run mean anything.",
        "",
        "| Page | ms | of the stock item view | × empty view | target |",
        "|---|---:|---:|---:|---|",
    ]
    for result in results:
        of_stock, of_empty = result.milliseconds / stock, result.milliseconds / empty
        lines.append(
            f"| {result.case.name} | {result.milliseconds:.2f} | {of_stock:.2f} | {of_empty:.2f} "
            f"| {verdict(result.case, of_stock, of_empty)} |"
        )
    return "\n".join([*lines, ""])


def verdict(case: Case, of_stock: float, of_empty: float) -> str:
    """Whether the page is as quick as it shall be."""
    if case.name.endswith("cold"):
        return f"≤ {COLD_TARGET} of stock: {'met' if of_stock <= COLD_TARGET else 'missed'}"
    if case.name.endswith("cached"):
        return f"≤ {CACHED_TARGET} × empty: {'met' if of_empty <= CACHED_TARGET else 'missed'}"
    return ""


def main() -> None:
    """Make the sites, measure, report."""
    rounds = server.options(__doc__).rounds or ROUNDS
    with server.zope():
        server.say("Pages: making two sites")
        pages = make_sites()
        server.say(f"Pages: {rounds} rounds")
        load = os.getloadavg()[0]
        table = report(measure(pages, rounds), load, rounds)
    print(table)
    RESULTS.write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
