"""Pages of gap reports: one of each, and those that a reader may see."""

from kim.portal import _
from kim.portal.committees.views import person
from kim.portal.county import terms
from kim.portal.county.indexers import COUNTY_WIDE
from kim.portal.county.page import Page
from kim.portal.directory import listing
from kim.portal.directory.batch import Batch
from kim.portal.directory.batch import page_number
from kim.portal.gaps import committees
from kim.portal.gaps import life
from kim.portal.gaps import queries
from kim.portal.gaps.gap import is_put_off
from kim.portal.gaps.gap import KINDS
from kim.portal.gaps.gap import severities
from kim.portal.gaps.kind import GAPS
from kim.portal.gaps.kind import REPORTER
from kim.portal.gaps.places import has_enquiries
from kim.portal.gaps.rows import GapRow
from kim.portal.gaps.rows import row
from kim.portal.theme.marks import local_zone
from kim.portal.tracking import bodies
from kim.portal.tracking import comments
from kim.portal.tracking.pages import TrackedPage
from kim.portal.tracking.places import Action
from kim.portal.tracking.places import actions
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode


#: Of a state in the overview; a list of one state has pages.
FEW, PAGE = 5, 25
#: What is open first, as it goes on.
STATES = (*life.OPEN, life.DRAFT, *life.ENDS)


class GapView(TrackedPage):
    """A gap report: for whoever reported it, those who work on it, those asked for their view."""

    def kind_words(self) -> str:
        return self.say(dict(KINDS)[self.context.kind])

    def severity_words(self) -> str:
        return self.say(severities(self.context).getTerm(self.context.severity).title)

    def place(self) -> str:
        return self.where(self.context.municipalities or [COUNTY_WIDE])

    def facts(self) -> list[tuple[str, str]]:
        """Labels and words of what there is."""
        gap = self.context
        found = [
            (_("fact_gap_where", default="Where"), self.place()),
            (_("fact_gap_whom", default="For whom"), self.listed("target_groups")),
            (_("field_topics", default="Topics"), self.listed("topics")),
            (_("fact_gap_phases", default="Phases"), self.listed("phases")),
            (_("field_gap_law", default="Legal areas"), self.listed("legal_areas")),
            (_("field_gap_severity", default="How often?"), self.severity_words()),
            (_("field_gap_committee", default="Dealt with by"), committees.title_of(gap.committee)),
            (_("field_put_off", default="Put off until"), self.spoken(gap.put_off_until)),
        ]
        return [(self.say(label), words) for label, words in found if words]

    def listed(self, name: str) -> str:
        return ", ".join(self.labels(name, getattr(self.context, name)))

    def actors(self) -> list[Any]:
        return listing.by_uid(list(self.context.actors or ()))

    @property
    def sees_reporter(self) -> bool:
        return self.may(life.SEES_REPORTER) and self.review != life.DRAFT

    def reporter(self) -> str:
        """Who it is, for those who may know."""
        gap = self.context
        if gap.reporter:
            return person(gap.reporter).name
        return gap.address or self.say(
            _("reporter_unknown", default="by the public form, without an address")
        )

    def title_of(self, who: str) -> str:
        if who == self.context.reporter:
            return self.say(REPORTER)
        return super().title_of(who)

    @property
    def is_put_off(self) -> bool:
        return is_put_off(self.context)

    @property
    def objected(self) -> bool:
        """Whoever reported it did not agree, and it is open again."""
        return self.context.objected and self.review in life.OPEN

    def answer(self) -> str:
        """The answer: why it came to its end."""
        if self.review not in life.ENDS:
            return ""
        own = [one for one in self.stations() if one.here and one.state == self.review]
        return own[-1].why if own else ""

    def offers(self) -> list[Any]:
        return listing.offers_by_uid(self.context.offers)

    def merged(self) -> list[Any]:
        return self._reports(self.context.merged)

    def twin(self) -> Any | None:
        return next(iter(self._reports((self.context.twin,))), None) if self.context.twin else None

    def queries(self) -> list[dict[str, Any]]:
        zone = local_zone(api.portal.get())
        return [
            one
            | {
                "when": self.moment(one["when"].astimezone(zone)),
                "answered": one["answered"] and self.moment(one["answered"].astimezone(zone)),
            }
            for one in queries.queries(self.context)
        ]

    def asked(self) -> str:
        """Whose view is asked for, for those who work on it."""
        works = self.may(life.TRIAGE) or comments.may_comment(self.context)
        return ", ".join(map(bodies.title_of, self.context.asked)) if works else ""

    def papers(self) -> list[Any]:
        return [
            one for one in self.context.objectValues() if api.user.has_permission("View", obj=one)
        ]

    def actions(self) -> list[Action]:
        return actions(self.context)

    def _reports(self, uids: tuple[str, ...]) -> list[Any]:
        return list(self.catalog(portal_type="GapReport", UID=list(uids))) if uids else []


class GapPage(Page):
    """Base of pages about several reports: ``view/gap_macros`` are in ``parts.pt``."""

    gap_parts = ViewPageTemplateFile("parts.pt")

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "no-store")
        return self.index()

    @property
    def gap_macros(self) -> Any:
        return self.gap_parts.macros


class GapList(GapPage):
    """Base of lists of gap reports, narrowed by what stands in the address."""

    def chosen(self, name: str) -> str:
        """A value of the address that is among the choices of the filter."""
        value = self.request.form.get(name)
        return value if isinstance(value, str) and value in self.options(name) else ""

    def options(self, name: str) -> dict[str, str]:
        if name == "state":
            return {state: self.say(title) for state, title in GAPS.states.items()}
        return self.municipality_names if name == "municipality" else self.titles("topics")

    def filters(self) -> list[dict[str, Any]]:
        labels = {
            "state": _("filter_state", default="State"),
            "municipality": _("field_coverage", default="Where"),
            "topic": _("filter_topic", default="Topic"),
        }
        return [
            {
                "name": name,
                "label": self.say(label),
                "options": self.options(name),
                "chosen": self.chosen(name),
            }
            for name, label in labels.items()
        ]

    def parameters(self) -> dict[str, str]:
        names = ("state", "municipality", "topic")
        return {name: value for name in names if (value := self.chosen(name))}

    def query(self) -> dict[str, Any]:
        """What the filters ask of the catalog, the state left out."""
        query: dict[str, Any] = {"portal_type": "GapReport"}
        if place := self.chosen("municipality"):
            query["municipalities"] = place
        if topic := self.chosen("topic"):
            query["topics"] = terms.below(self.terms("topics"), topic)
        return query

    def row(self, brain: Any) -> GapRow:
        return row(self, brain)


class GapsView(GapList):
    """``/luecken``: the reports that its reader may see, by state."""

    @property
    def page(self) -> int:
        return page_number(self.request.form.get("page"))

    def groups(self) -> list[dict[str, Any]]:
        """By state: its first reports; of the chosen state a page of them."""
        state = self.chosen("state")
        found = [self._group(one, PAGE if state else FEW) for one in ([state] if state else STATES)]
        return [group for group in found if group["total"]]

    def batch(self, total: int) -> Batch | None:
        if not self.chosen("state"):
            return None
        return Batch(self.page, PAGE, total, self.context.absolute_url(), self.parameters())

    @property
    def is_filtered(self) -> bool:
        return bool(self.parameters())

    @property
    def triages(self) -> bool:
        return api.user.has_permission(life.TRIAGE, obj=self.context)

    @property
    def report_url(self) -> str:
        return f"{self.context.absolute_url()}/@@melden"

    @property
    def has_surveys(self) -> bool:
        """The office, and whoever is asked."""
        return self.triages or has_enquiries(self.context)

    def _group(self, state: str, size: int) -> dict[str, Any]:
        start = (self.page - 1) * size if self.chosen("state") else 0
        newest = {"sort_on": "state_since", "sort_order": "reverse"}
        found = self.catalog(review_state=state, sort_limit=start + size, **newest, **self.query())
        total = found.actual_result_count
        address = urlencode(self.parameters() | {"state": state})
        return {
            "state": state,
            "title": self.say(GAPS.states[state]),
            "rows": [self.row(brain) for brain in found[start : start + size]],
            "total": total,
            "more": total > size and not self.chosen("state"),
            "url": f"{self.context.absolute_url()}?{address}",
        }
