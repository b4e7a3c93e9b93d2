"""What somebody with a link is asked: will you speak for this seat at this meeting?"""

from dataclasses import dataclass
from dataclasses import field
from kim.portal.admission.passes import found
from kim.portal.invitations import answer_links
from kim.portal.invitations import answers
from kim.portal.invitations.answers import Expected
from kim.portal.meetings.meeting import Meeting
from kim.portal.notifications.links import Expired
from kim.portal.notifications.links import Forged


@dataclass(frozen=True)
class Question:
    """A person, and the seat for which they were asked."""

    meeting: Meeting
    expected: Expected
    person: str = field(repr=False)

    @property
    def answer(self) -> str | None:
        """What they said last."""
        return next(one.answer for one in self.expected.asked if one.person == self.person)

    @property
    def as_deputy(self) -> bool:
        return self.person != self.expected.seat.holder


def asked_by(token: str) -> Question:
    """The question of a link.

    :raises Expired: where the link was ours, and nothing is asked of its person (any more).
    :raises Forged: where it is not ours.
    """
    data = answer_links.read(token)
    meeting = found(data["meeting"])
    if meeting is None:
        raise Forged(answer_links.PURPOSE)
    own = [q for q in of_person(meeting, data["person"]) if q.expected.seat.uid == data["seat"]]
    if not own:
        raise Expired(answer_links.PURPOSE)
    return own[0]


def of_person(meeting: Meeting, person: str) -> list[Question]:
    """What somebody is asked now: nothing when answers are not taken any more."""
    if not answers.is_open(meeting):
        return []
    return [
        Question(meeting, expected, person)
        for expected in answers.of_person(meeting, person)
        if answers.sits(meeting, expected.seat.uid, person)
    ]
