"""Pages of invitations: who comes, one's own answer, what the office sends and has sent."""

from kim.portal import _
from kim.portal.access.parameters import BadParameter
from kim.portal.admission import posting
from kim.portal.admission.views import FORBIDDEN
from kim.portal.admission.views import GONE
from kim.portal.admission.views import LinkPage
from kim.portal.committees.views import person as named
from kim.portal.forms.posting import Posting
from kim.portal.invitations import answer_links
from kim.portal.invitations import answers
from kim.portal.invitations import changes
from kim.portal.invitations import inviting
from kim.portal.invitations import letters
from kim.portal.invitations import questions
from kim.portal.invitations.panels import OfInvitations
from kim.portal.invitations.panels import Sending
from kim.portal.invitations.questions import Question
from kim.portal.invitations.services import act
from kim.portal.meetings import sent
from kim.portal.meetings.planning import MeetingError
from kim.portal.notifications.links import Expired
from kim.portal.notifications.links import Forged
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class InviteView(Posting, Sending):
    """``@@invite``: what will be sent to whom; sends it when posted to."""

    error = ""

    @property
    def page_title(self) -> str:
        if self.is_sent:
            return _("invite_again_title", default="Send the change")
        return _("invite_title", default="Invite")

    def problems(self) -> list[dict[str, str]]:
        """What is missing, each with the place where it is put right."""
        return [
            {"message": self.say(problem.message), "url": self._place(problem.field)}
            for problem in inviting.problems(self.context)
        ]

    def recipients(self) -> inviting.Recipients:
        return inviting.recipients(self.context)

    def name(self, user_id: str) -> str:
        return named(user_id).name

    def lines(self) -> list[str]:
        """The agenda as the mail has it."""
        return letters.lines(self.context, api.portal.get_current_language())

    @property
    def anew(self) -> bool:
        """Whether everybody is asked once more."""
        return self.is_sent and changes.moved(sent.last(self.context), self.context)

    @property
    def number(self) -> int:
        """Which sending this is: one that was made meanwhile is not made twice."""
        return len(sent.sendings(self.context))

    def post(self) -> str:
        if self.typed("number") != str(self.number):
            self._say(_("invite_meanwhile", default="It has been sent meanwhile."))
            return self.go(self.context.absolute_url())
        send = inviting.invite_again if self.is_sent else inviting.invite
        try:
            count = send(self.context)
        except MeetingError as error:
            self.error = self.say(error.message)
            return self.index()
        mapping = {"count": count}
        self._say(_("invite_sent", default="Mails on their way: ${count}.", mapping=mapping))
        return self.go(self.context.absolute_url())

    def _place(self, field: str) -> str:
        url = self.context.absolute_url()
        if field == "agenda":
            return f"{url}/++add++AgendaItem"
        if field == "seats":
            return f"{self.committee.absolute_url()}/sitze"
        return f"{url}/edit#form-widgets-{field}"

    def _say(self, message: str) -> None:
        api.portal.show_message(message, self.request)


class AnswerView(Posting, OfInvitations):
    """``@@answer``: takes the answers that are given on a meeting's page."""

    def index(self) -> str:
        return self.go(self.context.absolute_url())

    def post(self) -> str:
        try:
            act(self.context, self.typed("seat"), self.typed("answer"), self.typed("person"))
        except MeetingError as error:
            api.portal.show_message(error.message, self.request, type="error")
        except BadParameter:
            message = _("error_not_asked", default="Nobody was asked like that.")
            api.portal.show_message(message, self.request, type="error")
        else:
            message = _("answer_noted", default="The answer is noted. It can be changed.")
            api.portal.show_message(message, self.request)
        return self.go(self.context.absolute_url())


class AnswerPage(LinkPage):
    """``@@antwort/<token>`` at the site's root: two buttons, one click on one is the answer."""

    question_page = ViewPageTemplateFile("question.pt")

    question: Question

    def answer(self) -> str:
        match self.path:
            case (token,) | (token, "ja" | "nein"):
                return self._asked(token)
            case _:
                return self.gone(FORBIDDEN)

    def _asked(self, token: str) -> str:
        try:
            self.question = questions.asked_by(token)
        except Expired:
            return self.gone(GONE)
        except Forged:
            return self.gone(FORBIDDEN)
        self.address = answer_links.address(token)
        self.about = token
        given = self.request.form.get("answer")
        if given in (answers.YES, answers.NO) and posting.checked(self.request, token):
            return self._record(given)
        self.page_title = self.question.meeting.title
        return self.question_page()

    def _record(self, given: str) -> str:
        one = self.question
        seat = one.expected.seat.uid
        try:
            answers.answer(one.meeting, seat, one.person, given == answers.YES)
        except MeetingError:
            return self.gone(GONE)
        return self.go(self.address)

    def token(self) -> str:
        return posting.token(self.about)

    @property
    def said(self) -> str | None:
        return self.question.answer

    @property
    def leans_to(self) -> str | None:
        """Which link of the mail was followed."""
        return {"ja": answers.YES, "nein": answers.NO}.get(self.path[-1])

    @property
    def name(self) -> str:
        return named(self.question.person).name
