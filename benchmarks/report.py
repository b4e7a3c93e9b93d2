"""The results of the search benchmarks as a page: targets, tables, where the time goes."""

from cProfile import Profile
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from pstats import Stats

import os
import platform
import re


AT = 10_000
SMALLEST = 1_000
VERSIONS = ("Products.CMFPlone", "plone.restapi", "eea.facetednavigation")
MOST_FUNCTIONS = 12
WHO = ("ours", "ours anew", "stock")
# What a function's file belongs to, the first that fits.
AREAS = (
    ("counting and searching (kim.portal.search, .words)", r"kim/portal/(search|words)/"),
    ("our shell and lists (other rooms of kim.portal)", r"kim/portal/"),
    (
        "templates (Chameleon, TALES)",
        r"/chameleon/|/tales/|PageTemplates|z3c/pt|[0-9a-f]{32}\.py|pagetemplate|/MultiMapping/",
    ),
    ("database (ZODB, BTrees)", r"/ZODB/|/BTrees/|/persistent/|/transaction/"),
    ("translation (zope.i18n)", r"/i18n|/gettext"),
    (
        "components and events (zope.interface, zope.component)",
        r"/zope/(interface|component|event)",
    ),
    ("publisher, catalog and other Plone", r"site-packages/"),
    ("Python itself", r""),
)


@dataclass(frozen=True)
class Measured:
    """What was measured at one size.

    ``milliseconds``: case → median; ``totals``: text query → number of results, ours and stock's.
    """

    milliseconds: dict[str, float]
    totals: dict[str, tuple[int, int]]
    indexing: dict[str, float]
    profiles: dict[str, Profile]
    load: float

    def ratio(self, of: str, to: str) -> float:
        return self.milliseconds[of] / self.milliseconds[to]


@dataclass(frozen=True)
class Target:
    """What was to be reached: a number that must not be below or above a bound."""

    what: str
    found: float
    bound: float
    least: bool = False
    shown: str = ""

    @property
    def line(self) -> str:
        met = self.found >= self.bound if self.least else self.found <= self.bound
        sign = "≥" if self.least else "≤"
        return (
            f"| {self.what} | {sign} {self.shown or format(self.bound, 'g')} | {self.found:.2f} "
            f"| {'met' if met else '**missed**'} |"
        )


def write(found: dict[int, Measured], rounds: int) -> str:
    """The page."""
    at = AT if AT in found else max(found)
    loads = ", ".join(f"{measured.load:.1f}" for measured in found.values())
    versions = ", ".join(f"{name} {version(name)}" for name in VERSIONS)
    lines = [
        "# What the search costs",
        "",
        f"CPU, median of {rounds}, anonymous, in one process; the offers are generated test data, "
        f"beside the county's own entries. Each case is measured with what it needs in the "
        f"database's cache (30,000 objects). {date.today()}, {versions}, Python "
        f"{platform.python_version()}, {os.cpu_count()} cores ({_processor()}), load "
        f"{loads} when measuring began. Written by `make bench`; only the ratios of one run mean "
        "anything.",
        "",
        f"## Targets, at {at:,} offers",
        "",
        "| What | target | measured | |",
        "|---|---:|---:|---|",
        *(target.line for target in targets(found, at)),
        "",
        "## Counting all facets, ms",
        "",
        "Ours counts thirteen facets, eea.facetednavigation twelve of them, with the same values "
        "over the same indexes (it has no ranges of dates). *Alone*: which entries to count is "
        "known. *With query*: what the visitor may see is looked up too; ours also ranks and "
        "fetches one page of results. *As its page asks*: a request for each facet, as its script "
        "sends them. *After a write*: the first time after an offer was edited and committed.",
        "",
        *_table(found, ("counts", "after a write", "first in a process")),
        "",
        "## Pages, ms",
        "",
        "Ours has 25 results, all facets and their counts. Stock is Plone's own look over the same "
        "entries; its search page has ten results and no facets, and no results without a query. "
        "The facets of eea.facetednavigation come without counts: its script asks for results and "
        "counts one by one.",
        "",
        *_table(found, ("page", "API", "empty view")),
        "",
        "## Text queries, ms",
        "",
        "*Stock* is asked for the words as the entries spell them, ours for what people type. "
        "*Page* is the whole page, ours with all facets. *Anew*: nobody has asked for these words "
        "since the process began.",
        "",
        *_texts(found),
        "",
        "## Indexing a new offer, ms",
        "",
        "`catalog_object`, nothing else. *Stock*: Plone's own indexes and columns. *Without text*: "
        "with our facets. *All*: with our text index and the log of changes too.",
        "",
        *_indexing(found),
        "",
        f"## Where the time goes, at {at:,} offers",
        "",
        "Under the profiler, which makes many small calls look dearer than they are.",
        "",
        *(line for name, profile in found[at].profiles.items() for line in _profile(name, profile)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def targets(found: dict[int, Measured], at: int) -> list[Target]:
    """What issue 3 wants reached."""
    here, third = found[at], 1 / 3
    reached = [
        Target(
            "counts of all facets, alone: times as fast as eea's counting function",
            here.ratio("counts: eea, alone", "counts: ours, alone"),
            100,
            least=True,
        ),
        Target(
            "counts after a write, with query and results: of eea's, with query",
            here.ratio("after a write: ours", "after a write: eea"),
            1,
        ),
        Target(
            "results page with a word: of stock `@@search` with the same word",
            here.ratio("text page: ours, a word", "text page: stock, a word"),
            third,
            shown="1/3",
        ),
        Target(
            "results page without a query: of stock `@@search` for all offers",
            here.ratio("page: ours", "page: stock search, all offers"),
            third,
            shown="1/3",
        ),
        _worst_text(here, "ours"),
        _worst_text(here, "ours anew"),
        Target(
            "indexing an offer: of stock",
            here.indexing["all"] / here.indexing["stock"],
            1.5,
        ),
    ]
    if SMALLEST in found and max(found) > SMALLEST:
        small, large = found[SMALLEST].milliseconds, found[max(found)].milliseconds
        for what, name in (
            ("results page", "page: ours"),
            ("results page with filters", "page: ours, filtered"),
            ("results page with a word", "text page: ours, a word"),
        ):
            reached.append(
                Target(
                    f"{what}: {max(found):,} offers against {SMALLEST:,}",
                    large[name] / small[name],
                    1.5,
                )
            )
    return reached


def _worst_text(here: Measured, who: str) -> Target:
    """The text query that is dearest beside stock."""
    ratios = {
        name: here.ratio(f"text page: {who}, {name}", f"text page: stock, {name}")
        for name in _queries(here)
    }
    worst = max(ratios, key=ratios.__getitem__)
    what = f"text query of {who}, page included: of stock (worst: {worst})"
    return Target(what, ratios[worst], 2)


def _table(found: dict[int, Measured], kinds: tuple[str, ...]) -> list[str]:
    lines = [
        f"| | {' | '.join(f'{size:,}' for size in found)} |",
        f"|---|{'---:|' * len(found)}",
    ]
    for name in next(iter(found.values())).milliseconds:
        if name.split(":")[0] in kinds:
            cells = " | ".join(f"{m.milliseconds[name]:.2f}" for m in found.values())
            lines.append(f"| {name} | {cells} |")
    return lines


def _texts(found: dict[int, Measured]) -> list[str]:
    heads = "our page", "anew", "stock page", "of stock", "our query", "anew", "stock query"
    lines = [
        f"| offers | query | our results | stock results | {' | '.join(heads)} |",
        f"|---:|---|---:|---:|{'---:|' * len(heads)}",
    ]
    for size, measured in found.items():
        for name in _queries(measured):
            pages = [measured.milliseconds[f"text page: {who}, {name}"] for who in WHO]
            queries = [measured.milliseconds[f"text: {who}, {name}"] for who in WHO]
            ours, theirs = measured.totals[name]
            cells = (*pages, pages[0] / pages[2], *queries)
            lines.append(
                f"| {size:,} | {name} | {ours:,} | {theirs:,} "
                f"| {' | '.join(f'{cell:.2f}' for cell in cells)} |"
            )
    return lines


def _queries(measured: Measured) -> list[str]:
    """The names of the text queries."""
    begin = "text: ours, "
    return [name.removeprefix(begin) for name in measured.milliseconds if name.startswith(begin)]


def _indexing(found: dict[int, Measured]) -> list[str]:
    lines = [
        "| offers | stock | without text | all | of stock |",
        "|---:|---:|---:|---:|---:|",
    ]
    for size, measured in found.items():
        stock, part, every = (measured.indexing[n] for n in ("stock", "without text", "all"))
        lines.append(f"| {size:,} | {stock:.2f} | {part:.2f} | {every:.2f} | {every / stock:.2f} |")
    return lines


def _profile(name: str, profile: Profile) -> list[str]:
    """Shares of own time by area, and of the whole by our functions."""
    stats = Stats(profile)
    own: dict[str, float] = {}
    ours = []
    for (file, _line, function), (_, calls, spent, whole, _) in stats.stats.items():
        area = next(title for title, pattern in AREAS if re.search(pattern, file))
        own[area] = own.get(area, 0) + spent
        if "kim/portal/" in file and not function.startswith("<"):
            place = file.split("kim/portal/")[1].removesuffix(".py")
            ours.append((whole, f"`{place}.{function}`", calls))
    total = stats.total_tt
    lines = [f"### {name.capitalize()}", "", "| Own time in | % |", "|---|---:|"]
    for area, spent in sorted(own.items(), key=lambda item: -item[1]):
        lines.append(f"| {area} | {100 * spent / total:.0f} |")
    lines += ["", "| Our functions, with what they call | % | calls |", "|---|---:|---:|"]
    for whole, function, calls in sorted(ours, reverse=True)[:MOST_FUNCTIONS]:
        lines.append(f"| {function} | {100 * whole / total:.0f} | {calls} |")
    return [*lines, ""]


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    match = re.search(r"model name\s*: (.+)", text)
    return match[1] if match else platform.machine()
