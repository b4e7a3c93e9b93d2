"""Where a committee's meetings are (``sitzungen``), and topics that wait for one (``themen``)."""

from kim.portal import _
from kim.portal.committees.committee import Committee
from kim.portal.committees.committee import IForMembers
from kim.portal.committees.papers import make_folder
from plone.base.interfaces import IWorkflowChain
from plone.dexterity.content import DexterityContent
from Products.CMFCore.interfaces import IWorkflowTool
from zope.component import adapter
from zope.interface import implementer


MEETINGS, TOPICS = "sitzungen", "themen"


class IMeetingFolder(IForMembers):
    """Marks the folder of a committee's meetings."""


class ITopicFolder(IForMembers):
    """Marks the folder of topics that wait for a meeting."""


@implementer(IWorkflowChain)
@adapter(IMeetingFolder, IWorkflowTool)
def chain_of_meetings(content: IMeetingFolder, tool: IWorkflowTool) -> tuple[str, ...]:
    return ("kim_meetings_workflow",)


@implementer(IWorkflowChain)
@adapter(ITopicFolder, IWorkflowTool)
def chain_of_topics(content: ITopicFolder, tool: IWorkflowTool) -> tuple[str, ...]:
    return ("kim_topics_workflow",)


def furnish(committee: Committee) -> None:
    """Make the two folders where they are missing."""
    if MEETINGS not in committee:
        title = _("folder_meetings", default="Meetings")
        make_folder(committee, MEETINGS, title, IMeetingFolder, ("Meeting",))
    if TOPICS not in committee:
        title = _("folder_topics", default="Topics for later meetings")
        make_folder(committee, TOPICS, title, ITopicFolder, ("AgendaItem",))


def meetings_folder(committee: Committee) -> DexterityContent:
    return committee[MEETINGS]


def topics_folder(committee: Committee) -> DexterityContent:
    return committee[TOPICS]
