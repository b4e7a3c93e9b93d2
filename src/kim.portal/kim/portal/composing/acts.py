"""What the office does with seats: who sits there, succession, the end of a committee."""

from collections.abc import Iterable
from datetime import date
from kim.portal import _
from kim.portal.committees import seats
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seat import today
from kim.portal.composing.people import IPeople
from kim.portal.composing.people import Named
from kim.portal.composing.people import Unreadable
from kim.portal.composing.people import written
from kim.portal.editing import accounts
from kim.portal.forms.act import ActForm
from plone import api
from plone.autoform import directives
from plone.supermodel import model
from plone.z3cform import layout
from Products.PlonePAS.tools.memberdata import MemberData
from typing import Any
from z3c.form import button
from zope import schema
from zope.interface import provider
from zope.schema.interfaces import IContextAwareDefaultFactory


@provider(IContextAwareDefaultFactory)
def this_day(context: Any) -> date:
    return today()


@provider(IContextAwareDefaultFactory)
def own_function(context: Any) -> str:
    return getattr(context, "title", "")


class IHolding(IPeople):
    """Who sits on a seat since when."""

    since = schema.Date(
        title=_("field_holding_since", default="Since"),
        description=_("field_holding_since_help", default="What was before stays known."),
        defaultFactory=this_day,
    )


class ISuccession(IPeople):
    """The seat's next occupation."""

    directives.order_before(since="*")
    since = schema.Date(
        title=_("field_succession_since", default="Begins on"),
        description=_(
            "field_succession_since_help", default="The seat until now ends on the day before."
        ),
        defaultFactory=this_day,
    )
    directives.order_after(title="since")
    title = schema.TextLine(
        title=_("field_function", default="Function"), max_length=200, defaultFactory=own_function
    )


class IEnd(model.Schema):
    """A committee's end."""

    last = schema.Date(
        title=_("field_last_day", default="Last day"),
        description=_(
            "field_last_day_help",
            default="All seats end on this day, and with them all rights of the members.",
        ),
        defaultFactory=this_day,
    )


class PeopleForm(ActForm):
    """Base of the forms that name people: accounts are made for those who have none."""

    def people(self, data: dict[str, Any]) -> tuple[str | None, list[str]] | None:
        """The accounts of holder and deputies; None, with what is wrong, where one is."""
        named, right = Named(), True
        for field, texts in (("holder", [data["holder"]]), ("deputies", data["deputies"] or [])):
            for text in filter(None, texts):
                try:
                    named.check(text)
                except Unreadable as error:
                    self.wrong(error.message, field)
                    right = False
        if not right:
            return None
        texts = [text for text in (data["holder"], *(data["deputies"] or [])) if text]
        if len({named.check(text)[1].lower() for text in texts}) < len(texts):
            self.wrong(
                _("error_deputy_twice", default="The same person stands here twice."), "deputies"
            )
            return None
        holder = named.account(data["holder"]) if data["holder"] else None
        deputies = [named.account(text) for text in data["deputies"] or [] if text]
        self.made = named.made
        return holder, deputies

    made: Iterable[MemberData] = ()

    def done(self, message: str, url: str) -> None:
        """Back, or, where a link has to be handed over, here: it is shown this once."""
        api.portal.show_message(message, self.request)
        links = [self._invite(user) for user in self.made]
        if not any(links):
            self.request.response.redirect(url)

    def _invite(self, user: MemberData) -> bool:
        link, name = accounts.invite(user), user.getProperty("fullname")
        if link is None:
            message = _(
                "account_invited",
                default="${name} has got an account; a mail with a link for the password is on "
                "its way.",
                mapping={"name": name},
            )
        else:
            message = _(
                "account_link",
                default="There is an account for ${name} now. No mail can be sent; please hand "
                "over this link, it is shown only this once: ${link}",
                mapping={"name": name, "link": link},
            )
        api.portal.show_message(message, self.request, type="info" if link is None else "warning")
        return link is not None


class HoldingForm(PeopleForm):
    """``@@holding`` on a seat."""

    schema = IHolding

    @property
    def label(self) -> str:
        title = self.context.title
        return _("holding_title", default="Who sits here: ${title}", mapping={"title": title})

    def updateWidgets(self, prefix: str | None = None) -> None:
        super().updateWidgets(prefix)
        if not self.request.form:
            self.widgets["holder"].value = written(self.context.holder)
            deputies = [written(user) for user in self.context.deputies or ()]
            self.widgets["deputies"].value = "\n".join(deputies)

    @button.buttonAndHandler(_("button_holding", default="Save"), name="save")
    def save(self, action: Any) -> None:
        data = self.values()
        if data is None or not self._day_fits(data["since"]):
            return
        found = self.people(data)
        if found is not None:
            seats.occupy(self.context, *found, max(data["since"], self.context.valid_from))
            self.done(_("holding_saved", default="Saved."), self.context.absolute_url())

    @button.buttonAndHandler(_("button_cancel", default="Cancel"), name="cancel")
    def cancel(self, action: Any) -> None:
        self.back()

    def _day_fits(self, day: date) -> bool:
        # Before the seat begins there is but one thing to say: who it begins with.
        if day > max(today(), self.context.valid_from):
            self.wrong(
                _(
                    "error_holding_future",
                    default="This day lies in the future. For a change on a later day take "
                    "“Succession”.",
                ),
                "since",
            )
            return False
        return True


class SuccessionForm(PeopleForm):
    """``@@succession`` on a seat."""

    schema = ISuccession

    @property
    def label(self) -> str:
        title = self.context.title
        return _("succession_title", default="Succession: ${title}", mapping={"title": title})

    @button.buttonAndHandler(_("button_succession", default="Enter the succession"), name="save")
    def save(self, action: Any) -> None:
        data = self.values()
        if data is None:
            return
        try:
            seats.check_succession(self.context, data["since"])
        except seats.SeatError as error:
            self.wrong(error.message, "since")
            return
        found = self.people(data)
        if found is None:
            return
        holder, deputies = found
        successor = seats.succeed(
            self.context,
            committee_of(self.context),
            data["since"],
            title=data["title"],
            holder=holder,
            deputies=deputies,
        )
        last = api.portal.get_localized_time(self.context.valid_to)
        self.done(
            _(
                "succession_saved",
                default="The seat until now ends on ${last}, the new one begins on the day after.",
                mapping={"last": last},
            ),
            successor.absolute_url(),
        )

    @button.buttonAndHandler(_("button_cancel", default="Cancel"), name="cancel")
    def cancel(self, action: Any) -> None:
        self.back()


class EndForm(ActForm):
    """``@@end`` on a committee."""

    schema = IEnd

    @property
    def label(self) -> str:
        return _("end_title", default="End: ${title}", mapping={"title": self.context.title})

    @button.buttonAndHandler(_("button_end", default="End this committee"), name="save")
    def save(self, action: Any) -> None:
        data = self.values()
        if data is None:
            return
        begun = self.context.constituted_on
        if begun and data["last"] < begun:
            self.wrong(
                _("error_ends_before", default="The last day lies before the first."), "last"
            )
            return
        count = len(list(seats.end_all(self.context, data["last"])))
        self.done(
            _(
                "end_saved",
                default="Ended: ${count} seats end on ${last}.",
                mapping={"count": count, "last": api.portal.get_localized_time(data["last"])},
            ),
            self.context.absolute_url(),
        )

    @button.buttonAndHandler(_("button_cancel", default="Cancel"), name="cancel")
    def cancel(self, action: Any) -> None:
        self.back()


HoldingView = layout.wrap_form(HoldingForm)
SuccessionView = layout.wrap_form(SuccessionForm)
EndView = layout.wrap_form(EndForm)
