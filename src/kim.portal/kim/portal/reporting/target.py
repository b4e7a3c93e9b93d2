"""What the form “Lücke melden” becomes: a report by somebody without account."""

from kim.portal import _
from kim.portal.forms.messages import explain
from kim.portal.gaps import status
from kim.portal.gaps.gap import IGapReport
from kim.portal.gaps.gap import TEXTS
from kim.portal.intake.forms import FOLDER
from kim.portal.intake.forms import ship
from kim.portal.intake.places import ANY
from kim.portal.intake.places import EMAIL
from kim.portal.intake.places import follow_up
from kim.portal.intake.places import IIntakeTarget
from kim.portal.intake.places import IntakeError
from kim.portal.intake.places import TargetField
from kim.portal.intake.places import YES
from kim.portal.privacy.guard import problems
from kim.portal.reporting.reporting import receive
from pathlib import Path
from plone import api
from typing import Any
from zope.i18nmessageid import Message
from zope.interface import implementer
from zope.schema import getFields
from zope.schema import ValidationError


DATA = Path(__file__).parent / "data"
CHOICES = ("municipalities", "target_groups", "topics")
CONFIRMED, ADDRESS = "no_clients", "email"
FIELDS = getFields(IGapReport)


def _field(name: str, **more: Any) -> TargetField:
    return TargetField(name, FIELDS[name].title, **more)


@implementer(IIntakeTarget)
class GapTarget:
    """``gaps.report``: what it takes is checked by the rules of `IGapReport`."""

    title = _("intake_gap", default="Gap report")
    takes_container = False
    fields = (
        _field("title", required=True),
        _field("text", required=True),
        _field("works"),
        _field("tried"),
        *(_field(name, kind=ANY) for name in CHOICES),
        TargetField(ADDRESS, FIELDS["address"].title, kind=EMAIL),
        _field(CONFIRMED, kind=YES),
    )

    def create(self, values: dict[str, Any], form: Any, request: Any) -> None:
        """Receive the report; the page of thanks leads to its status.

        :raises IntakeError: for what a report does not take.
        """
        address, confirmed = values.pop(ADDRESS), values.pop(CONFIRMED)
        values.pop("container", None)
        # The subject is a line, whatever field the office has set up for it.
        values["title"] = " ".join(values["title"].split())
        for name in CHOICES:
            values[name] = _ids(values[name])
        faults = _faults(values)
        told = {**problems({n: values.get(n, "") for n in TEXTS}, confirmed), **faults}
        if told:
            raise IntakeError(told)
        gap = receive({**values, CONFIRMED: confirmed}, address)
        follow_up(request, _STATUS, status.url(gap))


def ship_form() -> None:
    """“Lücke melden”, at ``/formulare/luecke-melden``."""
    ship(
        api.portal.get()[FOLDER],
        "luecke-melden",
        "Lücke melden",
        (DATA / "luecke-melden.xml").read_text(encoding="utf-8"),
        (DATA / "luecke-melden-actions.xml").read_text(encoding="utf-8"),
        description="Etwas fehlt, klappt nicht oder fällt zwischen zwei Stellen hindurch? "
        "Sagen Sie es uns.",
        formPrologue="<p>Zwei Minuten genügen. Bitte nennen Sie keine Namen und nichts, woran "
        "jemand zu erkennen ist. Wer ein Konto hat, meldet besser angemeldet.</p>",
        thankstitle="Danke für Ihre Meldung",
        thanksdescription="Die koordinierende Stelle hat sie bekommen und sieht sie an.",
    )


def _ids(value: Any) -> list[str]:
    """Ids of what was chosen; a single choice, or none, may come as well."""
    values = value if isinstance(value, list | tuple | set | frozenset) else [value]
    return sorted({v for v in values if isinstance(v, str) and v})


def _faults(values: dict[str, Any]) -> dict[str, Message]:
    found: dict[str, Message] = {}
    for name, value in values.items():
        try:
            FIELDS[name].bind(api.portal.get()).validate(value)
        except ValidationError as error:
            found[name] = explain(error)
    return found


_STATUS = _(
    "intake_gap_status",
    default="See what becomes of your report. Keep this address: it is the only way to it.",
)
