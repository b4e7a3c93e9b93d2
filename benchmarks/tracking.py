"""What the board, what waits and a gap's page cost, as what is tracked grows in number.

One site that grows from a hundredth to 5,000 gap reports, 800 proposals, 500 decisions and 1,500
mandates, all of them test data. The office and a member of a working group ask for the pages in
turns, and for what Plone would otherwise use (the portal's browser layer taken away); of each the
median counts.

    python -m benchmarks.tracking       prints a table and writes benchmarks/results-tracking.md
"""

from benchmarks import server
from benchmarks.loop import convene
from benchmarks.loop import Made
from benchmarks.loop import Maker
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import process_time

import os
import platform


RESULTS = Path(__file__).with_name("results-tracking.md")
ROUNDS = 30
WARM_UP = 5
SITE = "kim"
LARGE = (5_000, 800, 500, 1_500)
SMALL = tuple(number // 100 for number in LARGE)
PASSWORD = "Benchmark-7-Testdaten"
OFFICE, MEMBER = "office", "member"
GROWTH_TARGET = 2.0
FEW, MANY = "few", "many"
#: The number of a proposal that was decided.
WITH_DECISION = 3


@dataclass(frozen=True)
class Case:
    """A page, who asks for it; `stock`: what Plone would otherwise use."""

    name: str
    person: str
    path: str
    query: str = ""
    stock: bool = False


def make_site() -> None:
    from plone import api
    from zope.component.hooks import setSite

    import transaction

    server.make_site(SITE)
    with server.manager() as app:
        setSite(app[SITE])
        ids = {
            person: api.user.create(
                username=person, email=f"{person}@example.org", password=PASSWORD
            ).getId()
            for person in (OFFICE, MEMBER)
        }
        convene(app[SITE], ids[MEMBER])
        api.group.add_user(groupname="kim-coordination", username=OFFICE)
        transaction.commit()


def cases(gap: str) -> list[Case]:
    """`gap`: path of a report whose way is long."""
    board, search = f"/{SITE}/@@board", f"/{SITE}/@@search"
    town = "kind=GapReport&municipality=juechen&sort=age"
    return [
        Case("board", OFFICE, board),
        Case("board, filtered", OFFICE, board, town),
        Case("board, page 2 of all", OFFICE, board, "scope=all&page=2"),
        Case("@board", OFFICE, f"/{SITE}/++api++/@board"),
        Case("what waits, office", OFFICE, f"/{SITE}/@@office"),
        Case("what waits, working group", MEMBER, f"/{SITE}/@@my-entries"),
        Case("gap, office", OFFICE, gap),
        Case("gap, working group", MEMBER, gap),
        Case("stock: listing of the gaps", OFFICE, f"/{SITE}/luecken/@@listing_view", stock=True),
        Case("stock: search, all of a type", OFFICE, search, "portal_type=GapReport", stock=True),
        Case("stock: a gap", OFFICE, f"{gap}/@@view", stock=True),
    ]


def grow(made: Made, sizes: tuple[int, ...]) -> str:
    """Make what is missing; the path of a gap with proposals, decisions and mandates."""
    from plone import api
    from zope.component.hooks import setSite

    with server.manager() as app:
        setSite(app[SITE])
        Maker(app[SITE], made).grow(*sizes)
        proposal = api.content.get(UID=made.proposals[WITH_DECISION])
        return "/".join(api.content.get(UID=proposal.gaps[0]).getPhysicalPath())


def measure(asked: list[Case], rounds: int) -> dict[Case, float]:
    """Ask for all pages in turns; of each the median in milliseconds."""
    times: dict[Case, list[float]] = {case: [] for case in asked}
    for turn in range(WARM_UP + rounds):
        for case in asked:
            spent = timed(case)
            if turn >= WARM_UP:
                times[case].append(spent)
    return {case: median(found) * 1000 for case, found in times.items()}


def timed(case: Case) -> float:
    """The CPU seconds of one request.

    :raises RuntimeError: where the page is not there: then there is nothing to measure.
    """
    start = process_time()
    login = f"{case.person}:{PASSWORD}"
    accept = server.JSON if "++api++" in case.path else server.HTML
    status, body = server.ask(case.path, case.query, accept=accept, stock=case.stock, login=login)
    spent = process_time() - start
    if status != 200 or b"Testdaten" not in body:
        raise RuntimeError(f"{case.path}: {status}")
    return spent


def report(found: dict[str, dict[str, float]], load: float, rounds: int) -> str:
    """The table, with what it was measured on; `found`: page → size → milliseconds."""
    few, many = ("/".join(f"{number:,}" for number in sizes) for sizes in (SMALL, LARGE))
    lines = [
        "# What the board, what waits and a gap's page cost",
        "",
        f"CPU per request, median of {rounds}, in one process. {date.today()}, "
        f"Plone {version('Products.CMFPlone')}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, load {load:.1f} at the start. Gap reports/proposals/decisions/"
        f"mandates: {few} and {many}, test data. Written by `make bench`; only the ratios of one "
        "run mean anything.",
        "",
        "| Page | ms, few | ms, many | growth | target |",
        "|---|---:|---:|---:|---|",
    ]
    for name, times in found.items():
        growth = times[MANY] / times[FEW]
        met = "met" if growth <= GROWTH_TARGET else "missed"
        target = "" if name.startswith("stock") else f"growth ≤ {GROWTH_TARGET}: {met}"
        lines.append(f"| {name} | {times[FEW]:.1f} | {times[MANY]:.1f} | {growth:.2f} | {target} |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Make the site, measure, let it grow, measure, report."""
    rounds = server.options(__doc__).rounds or ROUNDS
    found: dict[str, dict[str, float]] = {}
    with server.zope():
        server.say("Tracking: making a site")
        make_site()
        made, load = Made(), os.getloadavg()[0]
        for size, sizes in ((FEW, SMALL), (MANY, LARGE)):
            server.say(f"Tracking: {sum(sizes)} things")
            gap = grow(made, sizes)
            server.say(f"Tracking: {rounds} rounds")
            for case, spent in measure(cases(gap), rounds).items():
                found.setdefault(case.name, {})[size] = spent
    table = report(found, load, rounds)
    print(table)
    RESULTS.write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
