"""A committee's papers: Plone's own files, images, pages and folders, for its members alone.

What stands in a committee's ``ablage`` follows a workflow of its own, whatever its type: no state
opens it to anybody else. The committee's page says what changed since somebody was there last.
"""

from Acquisition import aq_chain
from Acquisition import aq_inner
from BTrees.OOBTree import OOBTree
from DateTime import DateTime
from datetime import datetime
from datetime import UTC
from kim.portal import _
from kim.portal.committees.committee import Committee
from kim.portal.committees.committee import ICommittee
from kim.portal.committees.committee import IForMembers
from kim.portal.committees.committee import IPapers
from kim.portal.committees.committee import ISeatFolder
from kim.portal.committees.seats import FOLDER as SEATS
from plone import api
from plone.app.dexterity.behaviors.constrains import ENABLED
from plone.base.interfaces import IWorkflowChain
from plone.dexterity.content import DexterityContent
from plone.dexterity.interfaces import IDexterityContent
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.indexer import indexer
from plone.protect.utils import safeWrite
from Products.CMFCore.interfaces import IWorkflowTool
from Products.CMFPlone.workflow import ToolWorkflowChain
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.interface import Interface
from ZPublisher.HTTPRequest import HTTPRequest


PAPERS = "ablage"
TYPES = ("File", "Image", "Document", "Folder")
PAPERS_WORKFLOW, PART_WORKFLOW = "kim_papers_workflow", "kim_part_workflow"
ADD_SEAT = "kim.portal: Add Seat"
VISITS = "kim.portal.visits"


def is_paper(content: DexterityContent) -> bool:
    """Whether it is a committee's ``ablage`` or stands in it."""
    return _stands_in(content, IPapers)


def _stands_in(content: DexterityContent, marker: type[Interface]) -> bool:
    for item in aq_chain(aq_inner(content)):
        if marker.providedBy(item):
            return True
        if ICommittee.providedBy(item):
            return False
    return False


@implementer(IWorkflowChain)
@adapter(IDexterityContent, IWorkflowTool)
def chain_by_place(content: IDexterityContent, tool: Any) -> tuple[str, ...]:
    """Inside a committee the place decides about the workflow, elsewhere the type."""
    if ISeatFolder.providedBy(content):
        return (PART_WORKFLOW,)
    if is_paper(content):
        return (PAPERS_WORKFLOW,)
    return ToolWorkflowChain(content, tool)


@indexer(IDexterityContent)
def is_paper_index(content: IDexterityContent) -> bool:
    """The search for everyone leaves out what is for members, meetings and topics too."""
    return _stands_in(content, IForMembers)


def furnish(committee: Committee) -> None:
    """The two folders that every committee has."""
    if SEATS not in committee:
        title = _("folder_seats", default="Seats")
        folder = make_folder(committee, SEATS, title, ISeatFolder, ("Seat",))
        # Seats are added here and nowhere else.
        folder.manage_permission(ADD_SEAT, ["Manager", "Site Administrator", "Coordination"], 0)
    if PAPERS not in committee:
        make_folder(committee, PAPERS, _("folder_papers", default="Papers"), IPapers, TYPES)


def make_folder(
    committee: Committee,
    name: str,
    title: str,
    marker: type[Interface],
    types: tuple[str, ...],
) -> DexterityContent:
    """A folder of a committee that takes these types alone; its marker decides about the rest."""
    words = translate(title, target_language=api.portal.get_default_language())
    folder = createContent("Folder", id=name, title=words, exclude_from_nav=True)
    alsoProvides(folder, marker)
    folder = addContentToContainer(committee, folder, checkConstraints=False)
    folder.constrain_types_mode = ENABLED
    folder.locally_allowed_types = list(types)
    folder.immediately_addable_types = list(types)
    return folder


def settle(content: DexterityContent) -> None:
    """Rights of what came into, or left, a committee's papers follow its new place."""
    tool = api.portal.get_tool("portal_workflow")
    for workflow in tool.getWorkflowsFor(content):
        workflow.updateRoleMappingsFor(content)
    content.reindexObject()


def came_or_went(event: Any) -> bool:
    """Whether a move crossed the border of some papers; making and removing cross none."""
    if event.oldParent is None or event.newParent is None:
        return False
    return is_paper(event.oldParent) or is_paper(event.newParent)


# What is new


def changed(committee: Committee, since: datetime | None = None) -> list[Any]:
    """Brains of the papers, last changed first, without the folder itself."""
    folder = committee.get(PAPERS)
    if folder is None:
        return []
    path = "/".join(folder.getPhysicalPath())
    query: dict[str, Any] = {"path": path, "sort_on": "modified", "sort_order": "descending"}
    if since is not None:
        query["modified"] = {"query": DateTime(since), "range": "min"}
    brains = api.portal.get_tool("portal_catalog")(**query)
    return [brain for brain in brains if brain.getPath() != path]


def visit(committee: Committee, person: str, request: HTTPRequest) -> datetime | None:
    """When somebody was here before, None if never; that they are here now is noted.

    Written at most once a day, and when there is something that they have not seen.
    """
    now = datetime.now(UTC)
    visits = IAnnotations(committee).get(VISITS)
    before, last = (visits or {}).get(person, (None, None))
    if last is None:
        _note(committee, person, (None, now), request)
        return None
    if last.astimezone().date() != now.astimezone().date():
        _note(committee, person, (last, now), request)
        return last
    newest = changed(committee)[:1]
    if newest and newest[0].modified > DateTime(last):
        _note(committee, person, (before, now), request)
    return before


def _note(committee: Committee, person: str, value: tuple[Any, Any], request: HTTPRequest) -> None:
    """The one thing that reading writes; Plone is told that it is meant."""
    annotations = IAnnotations(committee)
    touched = set(map(id, _registered(committee)))
    if VISITS not in annotations:
        annotations[VISITS] = OOBTree()
    annotations[VISITS][person] = value
    for item in _registered(committee):
        if id(item) not in touched:
            safeWrite(item, request)


def _registered(content: DexterityContent) -> list[Any]:
    jar = content._p_jar
    return list(jar._registered_objects) if jar is not None else []
