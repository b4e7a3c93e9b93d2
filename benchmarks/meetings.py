"""What a committee's pages cost its members, as its meetings grow in number.

One site; a committee with few meetings and one with many, each meeting with twelve items of test
data. A member asks for their pages in turns, and for Plone's own listing of the same folder (the
portal's browser layer taken away); of each the median counts.

    python -m benchmarks.meetings       prints a table and writes benchmarks/results-meetings.md
"""

from benchmarks import server
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import os
import platform


RESULTS = Path(__file__).with_name("results-meetings.md")
ROUNDS = 40
WARM_UP = 5
SITE = "kim"
SIZES = {"few": 5, "many": 250}
ITEMS = 12
MEMBER, PASSWORD = "member", "Benchmark-7-Testdaten"
STOCK = "stock: listing of the folder"
GROWTH_TARGET = 1.5
STOCK_TARGET = 1.0


@dataclass(frozen=True)
class Case:
    """A page of the committee of that size; `stock`: with Plone's own pages."""

    name: str
    size: str
    path: str
    stock: bool = False


def make_site() -> list[Case]:
    """The site with both committees; the pages to ask for."""
    import transaction

    server.make_site(SITE)
    cases = []
    with server.manager() as app:
        from zope.component.hooks import setSite

        site = app[SITE]
        setSite(site)
        person = add_member()
        for size, number in SIZES.items():
            last = convene(site, size, number, person)
            transaction.commit()
            cases += cases_of(size, last)
    return cases


def add_member() -> str:
    from plone import api

    user = api.user.create(username=MEMBER, email="member@example.org", password=PASSWORD)
    return user.getId()


def convene(site: Any, size: str, number: int, person: str) -> str:
    """A committee with so many meetings, all but the last of them held; the id of the last."""
    from kim.portal.committees import seats
    from kim.portal.county import publication
    from kim.portal.meetings import agenda
    from kim.portal.meetings import life
    from kim.portal.meetings import planning
    from plone import api

    import transaction

    committee = api.content.create(site["gremien"], "Committee", size, title=f"Testdaten {size}")
    publication.publish(committee)
    seats.add(committee, title="Testsitz", holder=person, valid_from=date(2000, 1, 1))
    for turn in range(number):
        day = date.today() + timedelta(days=14 * (turn + 2 - number))
        meeting = planning.plan(committee, day=day, place="Testdaten")
        for item in range(ITEMS):
            agenda.add(meeting, title=f"Testdaten {item}", text="Testdaten. " * 50)
        if turn < number - 1:
            for step in (life.INVITE, life.OPEN, life.CLOSE):
                life.take(meeting, step)
        transaction.savepoint(optimistic=True)
    return meeting.getId()


def cases_of(size: str, last: str) -> list[Case]:
    path = f"/{SITE}/gremien/{size}"
    return [
        Case("committee", size, path),
        Case("list of meetings", size, f"{path}/sitzungen"),
        Case("meeting", size, f"{path}/sitzungen/{last}"),
        Case(STOCK, size, f"{path}/sitzungen/@@summary_view", stock=True),
    ]


def measure(cases: list[Case], rounds: int) -> dict[Case, float]:
    """Ask for all pages in turns; of each the median in milliseconds."""
    times: dict[Case, list[float]] = {case: [] for case in cases}
    for turn in range(WARM_UP + rounds):
        for case in cases:
            spent = timed(case)
            if turn >= WARM_UP:
                times[case].append(spent)
    return {case: median(found) * 1000 for case, found in times.items()}


def timed(case: Case) -> float:
    """The CPU seconds of one request.

    :raises RuntimeError: where the page is not there: then there is nothing to measure.
    """
    start = process_time()
    status, body = server.ask(case.path, stock=case.stock, login=f"{MEMBER}:{PASSWORD}")
    spent = process_time() - start
    if status != 200 or b"Testdaten" not in body:
        raise RuntimeError(f"{case.path}: {status}")
    return spent


def report(found: dict[Case, float], load: float, rounds: int) -> str:
    """The table, with what it was measured on."""
    times = {(case.name, case.size): spent for case, spent in found.items()}
    few, many = SIZES.values()
    lines = [
        "# What a committee's pages cost its members",
        "",
        f"CPU per request, median of {rounds}, as a member, in one process. {date.today()}, "
        f"Plone {version('Products.CMFPlone')}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, load {load:.1f} at the start. "
        "Written by `make bench`; only the ratios of one run mean anything.",
        "",
        f"| Page | ms, {few} meetings | ms, {many} meetings | growth | of stock at {many} "
        "| targets |",
        "|---|---:|---:|---:|---:|---|",
    ]
    for name in dict.fromkeys(case.name for case in found):
        small, large = times[name, "few"], times[name, "many"]
        growth, of_stock = large / small, large / times[STOCK, "many"]
        lines.append(
            f"| {name} | {small:.1f} | {large:.1f} | {growth:.2f} | {of_stock:.2f} "
            f"| {'' if name == STOCK else verdict(growth, of_stock)} |"
        )
    return "\n".join([*lines, ""])


def verdict(growth: float, of_stock: float) -> str:
    """Whether the page grows as gently, and is as quick, as it shall be."""
    met = {True: "met", False: "missed"}
    return (
        f"growth ≤ {GROWTH_TARGET}: {met[growth <= GROWTH_TARGET]}; "
        f"≤ {STOCK_TARGET} of stock: {met[of_stock <= STOCK_TARGET]}"
    )


def main() -> None:
    """Make the site, measure, report."""
    rounds = server.options(__doc__).rounds or ROUNDS
    with server.zope():
        server.say(f"Meetings: making a site with {' and '.join(map(str, SIZES.values()))}")
        cases = make_site()
        server.say(f"Meetings: {rounds} rounds")
        load = os.getloadavg()[0]
        table = report(measure(cases, rounds), load, rounds)
    print(table)
    RESULTS.write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
