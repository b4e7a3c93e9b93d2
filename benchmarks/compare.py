"""What the search costs beside what a Plone site would otherwise use: CPU, on one growing site.

Everything runs in one process over one database, with the same entries and the same indexes: our
pages, Plone's own (the portal's browser layer left out of the request), plone.restapi and
eea.facetednavigation. The cases are taken in turns, so that whatever else the machine does falls on
all alike; each is done twice in its turn and measured the second time; of each the median counts.
Pages are asked for through the WSGI publisher, each request with an address of its own, so that no
page cache has it. Only ratios within one run mean anything.

    python -m benchmarks.compare                        writes benchmarks/results-search.md
    python -m benchmarks.compare --sizes 1000 -n 10     smaller and shorter
"""

from benchmarks import indexing
from benchmarks import offers
from benchmarks import report
from benchmarks import rivals
from benchmarks import server
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any
from urllib.parse import urlencode

import cProfile
import os
import transaction


RESULTS = Path(__file__).with_name("results-search.md")
SITE = "kim"
ROUNDS = 30
WARM_UP = 3
FILTERS = {"topic": "language", "municipality": "neuss", "free": "yes"}
# What people type, and the words that the stock index needs for it.
TEXTS = {
    "a word": ("Sprachkurs", "Sprachkurs"),
    "two words": ("Beratung Frauen", "Beratung Frauen"),
    "two typos": ("Sprahckurs Auslender", "Sprachkurs Ausländer"),
    "without umlauts": ("Fluchtlingsberatung", "Flüchtlingsberatung"),
    "part of a compound": ("Kurs", "Kurs"),
    "a beginning": ("Alphabetis", "Alphabetis"),
    "a synonym": ("Deutschkurs", "Deutschkurs"),
    "in every entry": ("Testangebot", "Testangebot"),
    "a sentence": (
        "Ich suche einen Sprachkurs für Frauen in Grevenbroich",
        "Sprachkurs Frauen Grevenbroich",
    ),
}

Work = Callable[[], float]
numbers = count()


@dataclass(frozen=True)
class Case:
    """Something to measure: `work` does it once and gives the CPU seconds that it took."""

    name: str
    work: Work


def page(
    path: str,
    stock: bool = False,
    accept: str = server.HTML,
    fresh: Callable[[], dict[str, Any]] = lambda: {"cold": next(numbers)},
    **query: Any,
) -> float:
    """The CPU seconds of one request; `fresh` gives parameters that make its address a new one.

    :raises RuntimeError: where the page is not there: then there is nothing to measure.
    """
    address = urlencode(query | fresh())
    start = process_time()
    status, body = server.ask(f"/{SITE}/{path}", address, accept, stock)
    spent = process_time() - start
    if status != 200 or not body:
        raise RuntimeError(f"{path}?{address}: {status}")
    return spent


def in_a_request(work: Callable[[Any], Callable[[], Any]]) -> float:
    """The CPU seconds of what `work` prepares, for an anonymous visitor in a new transaction."""
    with server.visitor(SITE) as site:
        prepared = work(site)
        start = process_time()
        prepared()
        return process_time() - start


def after_a_write(work: Work) -> float:
    """The CPU seconds of `work`, first thing after somebody has edited an offer."""
    with server.manager() as app:
        from zope.component.hooks import setSite
        from zope.lifecycleevent import modified

        setSite(app[SITE])
        offer = _offer(app[SITE], 7)
        offer.title = f"{offers.MARK}: Sprachkurs, geändert {next(numbers)}"
        modified(offer)
        transaction.commit()
    spent = work()
    # What comes next in turn is not the first thing after a write.
    page("suche")
    page("@@search", stock=True, portal_type="Offer")
    return spent


def _offer(site: Any, number: int) -> Any:
    found = site.portal_catalog.unrestrictedSearchResults(external_id=offers.ID.format(number))
    return found[0]._unrestrictedGetObject()


def our_answer(site: Any, **asked: Any) -> Callable[[], Any]:
    """Results and counts of all facets, from nothing but the site."""
    from kim.portal.search.finding import Finder
    from kim.portal.search.query import Query

    return lambda: Finder(site).find(Query(**asked))


def our_counts(site: Any) -> Callable[[], Any]:
    """The counts alone, of entries that are known."""
    from kim.portal.search.finding import Finder
    from kim.portal.search.query import Query

    finder, query = Finder(site), Query()
    for name in finder.facets:
        finder.options(name)
    return lambda: list(finder._counts(query, finder.visible, finder.visible, {}))


def words_anew(work: Work) -> float:
    """The same as if nobody had asked for its words since the process began."""
    with server.visitor(SITE) as site:
        from kim.portal.words.snapshot import snapshots

        snapshot = snapshots.of(site.portal_catalog)
    kept, snapshot.words = snapshot.words, {}
    try:
        return work()
    finally:
        snapshot.words = kept


def process_anew(work: Work) -> float:
    """The same as the first thing that a process does."""
    from kim.portal.words.snapshot import snapshots

    kept, snapshots._kept = snapshots._kept, {}
    try:
        return work()
    finally:
        snapshots._kept = kept


def stock_answer(site: Any, text: str) -> Callable[[], Any]:
    """What Plone's search page asks the catalog for, and its first ten results."""
    return lambda: list(stock_results(site, text))


def stock_results(site: Any, text: str) -> Any:
    """The batch of results that Plone's search page shows."""
    from Products.CMFPlone.browser.search import Search

    site.REQUEST.form["SearchableText"] = text
    return Search(site, site.REQUEST).results(b_size=10)


def eea_counts(site: Any) -> Callable[[], Any]:
    """Its counting function alone, for a result that is known."""
    faceted, values = rivals.Faceted(site), rivals.values()
    brains = faceted.entries()
    return lambda: faceted.count(brains, values)


def eea_answer(site: Any) -> Callable[[], Any]:
    """The query and the counts of its facets, from nothing but the site."""
    values = rivals.values()

    def answer() -> Any:
        faceted = rivals.Faceted(site)
        return faceted.count(faceted.entries(), values)

    return answer


def eea_counters() -> float:
    """What its page does in the browser: one request for each facet."""
    return sum(
        page(f"{rivals.FACETED}/@@faceted_counter", stock=True, cid=name) for name in rivals.WIDGETS
    )


def counting() -> list[Case]:
    """Counts of all facets, warm and after a write."""
    ours, eea = partial(in_a_request, our_answer), partial(in_a_request, eea_answer)
    return [
        Case("counts: ours, alone", partial(in_a_request, our_counts)),
        Case("counts: eea, alone", partial(in_a_request, eea_counts)),
        Case("counts: ours, with query and results", ours),
        Case("counts: eea, with query", eea),
        Case("counts: eea, as its page asks", eea_counters),
        Case("after a write: ours", partial(after_a_write, ours)),
        Case("after a write: eea", partial(after_a_write, eea)),
        Case("first in a process: ours", partial(process_anew, ours)),
    ]


def pages() -> list[Case]:
    """Pages without a text query."""
    listing, faceted = rivals.LISTING, rivals.FACETED
    our_page = partial(page, "suche")
    # It takes no parameter that means nothing.
    windows = count()

    def window() -> dict[str, int]:
        number = next(windows)
        return {"size": rivals.PAGE_SIZE + number % 3, "page": 1 + number // 3 % 12}

    return [
        Case("empty view", partial(page, "@@benchmark-empty")),
        Case("page: ours", our_page),
        Case("page: ours, filtered", partial(page, "suche", **FILTERS)),
        Case("page: ours, after a write", partial(after_a_write, our_page)),
        Case("page: stock search, no query", partial(page, "@@search", stock=True)),
        Case(
            "page: stock search, all offers",
            partial(page, "@@search", stock=True, portal_type="Offer"),
        ),
        Case("page: stock listing of 25", partial(page, listing, stock=True)),
        Case("page: eea, its facets", partial(page, faceted, stock=True)),
        Case("page: eea, its results", partial(page, f"{faceted}/@@faceted_query", stock=True)),
        Case("API: ours", partial(page, "@directory", accept=server.JSON, fresh=window)),
        Case(
            "API: plone.restapi @search of 25",
            partial(
                page,
                "@search",
                stock=True,
                accept=server.JSON,
                b_size=rivals.PAGE_SIZE,
                portal_type="Offer",
            ),
        ),
    ]


def texts() -> list[Case]:
    """Text queries, as pages and without."""
    found = []
    for name, (ours, stock) in TEXTS.items():
        our_page = partial(page, "suche", q=ours)
        our_query = partial(in_a_request, partial(our_answer, text=ours))
        found += [
            Case(f"text page: ours, {name}", our_page),
            Case(f"text page: ours anew, {name}", partial(words_anew, our_page)),
            Case(
                f"text page: stock, {name}",
                partial(page, "@@search", stock=True, SearchableText=stock),
            ),
            Case(f"text: ours, {name}", our_query),
            Case(f"text: ours anew, {name}", partial(words_anew, our_query)),
            Case(f"text: stock, {name}", partial(in_a_request, partial(stock_answer, text=stock))),
        ]
    return found


def agree() -> None:
    """Both count the same, where a facet means the same to both.

    :raises AssertionError: where they do not: then there is nothing to compare.
    """
    with server.visitor(SITE) as site:
        ours = {facet.name: facet.values for facet in our_answer(site)().facets}
        faceted, values = rivals.Faceted(site), rivals.values()
        theirs = faceted.count(faceted.entries(), values)
    for name in ("language", "target_group", "legal_area", "free", "case_management"):
        counted = [theirs[name][value] for value in values[name]]
        assert counted == [value.count for value in ours[name]], f"counts of {name} differ"


def totals() -> dict[str, tuple[int, int]]:
    """Text query → how many results ours has, and how many stock."""
    found = {}
    for name, (ours, stock) in TEXTS.items():
        with server.visitor(SITE) as site:
            theirs = stock_results(site, stock)
            found[name] = (our_answer(site, text=ours)().total, theirs.sequence_length)
    return found


def measure(rounds: int) -> dict[str, float]:
    """All cases in turns: name → milliseconds."""
    cases = [*counting(), *pages(), *texts()]
    times: dict[str, list[float]] = {case.name: [] for case in cases}
    for turn in range(WARM_UP + rounds):
        for case in cases:
            # Once unmeasured: what the others asked for has driven its objects from the
            # database's cache, which in a site of its own nobody would.
            case.work()
            spent = case.work()
            if turn >= WARM_UP:
                times[case.name].append(spent)
        if turn % 10 == 9:
            server.say(f"  {turn + 1} of {WARM_UP + rounds} rounds")
    return {name: median(found) * 1000 for name, found in times.items()}


def profiles() -> dict[str, cProfile.Profile]:
    """Where the time goes: our page, and our page after a write, thirty times each."""
    found = {}
    for name, work in (
        ("our page", partial(page, "suche")),
        ("our page with a text query", partial(page, "suche", q="Sprahckurs")),
        ("our answer after a write", partial(in_a_request, our_answer)),
    ):
        profile = found[name] = cProfile.Profile(timer=process_time)
        for _ in range(ROUNDS):
            if "write" in name:
                after_a_write(lambda: 0.0)
            profile.enable()
            work()
            profile.disable()
    return found


def main() -> None:
    """Grow the site, measure at each size, report."""
    options = server.options(__doc__)
    sizes = sorted({int(size) for size in options.sizes.split(",")})
    rounds = options.rounds or ROUNDS
    found: dict[int, report.Measured] = {}
    with server.zope():
        server.say("Search: making the site")
        server.make_site(SITE)
        with server.manager() as app:
            from zope.component.hooks import setSite

            setSite(app[SITE])
            rivals.set_up(app[SITE])
            transaction.commit()
        size = 0
        for wanted in sizes:
            with server.manager() as app:
                from zope.component.hooks import setSite

                setSite(app[SITE])
                offers.grow(app[SITE], size, wanted, server.say)
            size = wanted
            server.say(f"Search: measuring with {size:,} offers, {rounds} rounds")
            agree()
            load = os.getloadavg()[0]
            found[size] = report.Measured(
                milliseconds=measure(rounds),
                totals=totals(),
                indexing=indexing.measure(SITE, size, _offer),
                profiles=profiles(),
                load=load,
            )
            RESULTS.write_text(report.write(found, rounds), encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
