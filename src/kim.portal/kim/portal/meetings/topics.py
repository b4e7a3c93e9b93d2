"""Topics that wait for a meeting: put forward between meetings, or put off by one.

A topic is an agenda item that stands in the committee's ``themen``; to put it on an agenda is to
move it. What a meeting put off waits there as a copy with its papers, counts how often, and is
offered to the next meeting by itself; the meeting keeps what was on its agenda.
"""

from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from kim.portal.committees.committee import Committee
from kim.portal.committees.seat import committee_of
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings.folders import topics_folder
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import comes_late
from kim.portal.meetings.item import IAgendaItem
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.names import item_id
from OFS.event import ObjectWillBeMovedEvent
from plone import api
from plone.dexterity.content import DexterityContent
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from zope.container.contained import notifyContainerModified
from zope.event import notify
from zope.lifecycleevent import modified
from zope.lifecycleevent import ObjectMovedEvent


KEPT = ("title", "kind", "text", "motion", "rapporteur", "duration")


class NeedsReason(ValueError):
    """What comes late needs a reason."""


def waiting(committee: Committee) -> list[AgendaItem]:
    """All topics of a committee, those that were put off most often first."""
    found = [t for t in topics_folder(committee).objectValues() if IAgendaItem.providedBy(t)]
    return sorted(found, key=lambda topic: -topic.carried)


def put_on(topic: AgendaItem, meeting: Meeting, late: str = "") -> AgendaItem:
    """Move a topic to the end of a meeting's agenda, with its papers and its confidentiality.

    :raises NeedsReason: where it comes late and does not say why.
    """
    late = late or topic.late or ""
    if comes_late(meeting) and not late.strip():
        raise NeedsReason("late")
    topic.late = late or None
    return _moved(topic, meeting)


def _moved(topic: AgendaItem, meeting: Meeting) -> AgendaItem:
    """The topic in its new place: what Plone does when something is cut and pasted."""
    place, old, new = aq_parent(aq_inner(topic)), topic.getId(), item_id(meeting.objectIds())
    notify(ObjectWillBeMovedEvent(topic, place, old, meeting, new))
    place._delObject(old, suppress_events=True)
    topic = aq_base(topic)
    topic._setId(new)
    meeting._setObject(new, topic, set_owner=0, suppress_events=True)
    topic = meeting[new]
    notify(ObjectMovedEvent(topic, place, old, meeting, new))
    notifyContainerModified(place)
    notifyContainerModified(meeting)
    return topic


def put_off(item: AgendaItem, times: int = 1) -> AgendaItem:
    """A copy among the topics that wait, counted once more; the item stays where it is."""
    folder = topics_folder(committee_of(item))
    topic = agenda.add(folder, **{name: getattr(item, name) for name in KEPT})
    topic.carried = item.carried + times
    for paper in agenda.papers(item):
        _copy(paper.content, topic)
    if life.is_confidential(item):
        api.content.transition(obj=topic, transition=life.CONCEAL)
    modified(topic)
    return topic


def take_off(item: AgendaItem) -> None:
    """Off an agenda that is still being shaped: a topic waits again, what came by itself goes."""
    meeting = item.aq_parent
    if not item.origin:
        put_off(item, times=0)
    meeting._delObject(item.getId())


def carry_over(committee: Committee, meeting: Meeting) -> list[AgendaItem]:
    """What was put off comes onto the agenda of a planned meeting."""
    found = [topic for topic in waiting(committee) if topic.carried]
    return [put_on(topic, meeting, late=topic.late or "") for topic in found]


def _copy(paper: DexterityContent, topic: AgendaItem) -> None:
    """Files and images; their data is written once, as blobs are never changed."""
    name = "image" if paper.portal_type == "Image" else "file"
    copy = createContent(paper.portal_type, title=paper.title, **{name: getattr(paper, name)})
    copy.id = paper.getId()
    addContentToContainer(topic, copy, checkConstraints=False)
