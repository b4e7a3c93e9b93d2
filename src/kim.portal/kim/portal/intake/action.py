"""The action “Turn into content” of a form, set up by the office in the browser."""

from collective.easyform.actions import Action
from collective.easyform.actions import ActionFactory
from collective.easyform.api import get_context
from collective.easyform.api import get_schema
from collective.easyform.config import FORM_ERROR_MARKER
from collective.easyform.interfaces import IAction
from kim.portal import _
from kim.portal.forms.invalid import FieldInvalid
from kim.portal.intake import mapping
from kim.portal.intake.places import IntakeError
from kim.portal.intake.places import target
from kim.portal.intake.places import WHOLE
from plone import api
from plone.supermodel.exportimport import BaseHandler
from typing import Any
from zope import schema
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.interface import implementer
from zope.interface import invariant
from zope.schema import getFieldNames

import logging


logger = logging.getLogger("kim.portal")

UNFINISHED = _(
    "intake_unfinished",
    default="This form cannot be sent at the moment: it is not set up completely. What you typed "
    "is still here. Please tell the office by telephone or mail.",
)


class TargetChoice(schema.Choice):
    """A choice that can be read from a form even if its room is not installed any more."""

    def fromUnicode(self, value: str) -> str:
        return value


class IIntake(IAction):
    """Turns what was sent into content."""

    target = TargetChoice(
        title=_("intake_target", default="What a submission becomes"),
        vocabulary="kim.portal.intake_targets",
    )
    pairs = schema.Text(
        title=_("intake_pairs", default="Which field fills which"),
        description=_(
            "intake_pairs_help",
            default="A line each: short name of the form's field, colon, name of the target's "
            "field. Fields that have the same name need no line.",
        ),
        required=False,
        default="",
        missing_value="",
    )
    container = schema.TextLine(
        title=_("intake_container", default="Folder"),
        description=_(
            "intake_container_help",
            default="Where it is put, for targets that let one choose: the address below the site, "
            "for example /formulare/eingang.",
        ),
        required=False,
        default="",
        missing_value="",
    )

    @invariant
    def is_complete(data: "IIntake") -> None:
        chosen = target(data.target)
        form = form_of(data)
        if chosen is None or form is None:
            return
        told = mapping.faults(data.pairs, fields_of(form), chosen.fields)
        if told:
            raise FieldInvalid(told[0], "pairs")

    @invariant
    def container_is_there(data: "IIntake") -> None:
        if not data.container:
            return
        chosen = target(data.target)
        if chosen is not None and not getattr(chosen, "takes_container", False):
            message = _("intake_takes_none", default="This target has a place of its own.")
            raise FieldInvalid(message, "container")
        folder = folder_at(data.container)
        if folder is None or not api.user.has_permission("Modify portal content", obj=folder):
            message = _("intake_no_folder", default="There is no folder that you may edit.")
            raise FieldInvalid(message, "container")


@implementer(IIntake)
class Intake(Action):
    """The action; made anew from the form's XML in every request."""

    def __init__(self, **kw: Any) -> None:
        for name in OWN:
            setattr(self, name, kw.pop(name, IIntake[name].default))
        super().__init__(**kw)

    def onSuccess(self, fields: dict[str, Any], request: Any) -> dict[str, Message] | None:
        """Make the target's content; the faults by name of the form's field."""
        form = get_context(self)
        chosen = target(self.target)
        if chosen is None or mapping.faults(self.pairs, fields_of(form), chosen.fields):
            logger.error("%s: action %s is not set up", form.absolute_url(), self.__name__)
            return {FORM_ERROR_MARKER: UNFINISHED}
        filled = mapping.chosen(self.pairs, fields_of(form), chosen.fields)
        try:
            values = mapping.values(filled, fields, chosen.fields)
            if self.container and getattr(chosen, "takes_container", False):
                values["container"] = folder_at(self.container)
            chosen.create(values, form, request)
        except IntakeError as error:
            return beside_fields(error, filled)
        return None


#: What the action has of its own.
OWN = tuple(name for name in getFieldNames(IIntake) if name not in getFieldNames(IAction))


def beside_fields(error: IntakeError, filled: dict[str, str]) -> dict[str, Message]:
    """A target's faults by the form's fields; what has no field is said on top, all of it."""
    told: dict[str, Message] = {}
    rest: list[str] = []
    for name, message in error.messages.items():
        if name != WHOLE and name in filled:
            told[filled[name]] = message
        else:
            rest.append(translate(message, context=getRequest()))
    if rest:
        told[FORM_ERROR_MARKER] = " ".join(rest)
    return told


def form_of(data: Any) -> Any | None:
    """The form that an action, or what was typed for it, belongs to."""
    action = getattr(data, "__context__", None) or data
    return get_context(action) if getattr(action, "interface", None) else None


def fields_of(form: Any) -> list[str]:
    """Short names of a form's fields."""
    return list(get_schema(form).names())


def folder_at(path: str) -> Any | None:
    """What stands at an address below the site, whoever asks; None where there is nothing."""
    site = api.portal.get()
    return site.unrestrictedTraverse(path.strip("/"), None) if path.strip("/") else None


IntakeFactory = ActionFactory(
    Intake, _("intake_action", default="Turn into content"), "kim.portal.AddIntake"
)
IntakeHandler = BaseHandler(Intake)
