"""What every portal has: groups that hold the roles, folders that the addresses start with."""

from dataclasses import dataclass
from kim.portal import _
from kim.portal.directory.topics import ITopics
from kim.portal.gaps.folders import IGapFolder
from kim.portal.intake.forms import FOLDER
from plone import api
from plone.app.dexterity.behaviors.constrains import ENABLED
from plone.base.utils import unrestricted_construct_instance
from plone.dexterity.content import DexterityContent
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import Interface


@dataclass(frozen=True)
class Group:
    """A Plone group and the roles it holds."""

    id: str
    title: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A top-level folder, its list view, the types it takes, what marks it."""

    id: str
    title: str
    description: str
    layout: str
    portal_types: tuple[str, ...]
    marker: type[Interface] | None = None
    in_navigation: bool = True


GROUPS = (
    Group(
        "kim-coordination",
        _("group_coordination", default="Coordinating office"),
        ("Coordination", "Contributor", "Editor", "Reviewer", "Reader"),
    ),
    Group(
        "kim-case-managers", _("group_case_managers", default="Case management"), ("Case Manager",)
    ),
    Group(
        "kim-authority-staff",
        _("group_authority_staff", default="Foreigners' and naturalisation authorities"),
        ("Authority Staff",),
    ),
)

PLAIN_VIEW = "listing_view"

SECTIONS = (
    Section(
        "themen",
        _("section_topics", default="Find help"),
        _("section_topics_help", default="What is it about?"),
        "topics",
        (),
        ITopics,
    ),
    Section(
        "kommunen",
        _("section_municipalities", default="Towns and municipalities"),
        _("section_municipalities_help", default="What there is near you and who is responsible."),
        "municipalities",
        ("Municipality",),
    ),
    Section(
        "akteure",
        _("section_actors", default="Organisations and offices"),
        _("section_actors_help", default="Who helps, in eight categories."),
        "actors",
        ("Actor",),
    ),
    Section(
        "programme",
        _("section_programmes", default="Programmes"),
        _("section_programmes_help", default="Who funds what for whom."),
        "programmes",
        ("Programme",),
    ),
    Section(
        "netzwerke",
        _("section_networks", default="Networks"),
        _("section_networks_help", default="Who works with whom on what."),
        "networks",
        ("Network",),
    ),
    Section(
        "gremien",
        _("section_committees", default="Committees"),
        _("section_committees_help", default="Who decides, and who prepares decisions."),
        "committees",
        ("Committee",),
    ),
    Section(
        FOLDER,
        _("section_forms", default="Forms"),
        _("section_forms_help", default="Write to us."),
        PLAIN_VIEW,
        ("EasyForm",),
        in_navigation=False,
    ),
    Section(
        "luecken",
        _("section_gaps", default="Gap reports"),
        _("section_gaps_help", default="What somebody met in practice, and what became of it."),
        "gaps",
        ("GapReport",),
        IGapFolder,
    ),
)


def open_groups() -> None:
    """Create the groups that are missing; existing ones keep their members."""
    for group in GROUPS:
        if api.group.get(groupname=group.id) is None:
            api.group.create(groupname=group.id, title=_text(group.title), roles=group.roles)


def build_sections() -> None:
    """Create the top-level folders that are missing, published, each for its own type."""
    api.portal.get().setLayout("start")
    build_missing()


def build_missing() -> None:
    """The same for a site that the office has arranged."""
    portal = api.portal.get()
    for section in SECTIONS:
        if section.id not in portal:
            _build(section)


def plain_views() -> None:
    """Let the start page and the top-level folders show themselves as Plone does."""
    portal = api.portal.get()
    types = api.portal.get_tool("portal_types")
    for name in ("Plone Site", "Folder"):
        fti = types[name]
        ours = {"start", *(section.layout for section in SECTIONS)} - {PLAIN_VIEW}
        fti.view_methods = tuple(view for view in fti.view_methods if view not in ours)
        if fti.default_view in ours:
            fti.default_view = PLAIN_VIEW
    portal.setLayout(PLAIN_VIEW)
    for section in SECTIONS:
        if section.id in portal:
            portal[section.id].setLayout(PLAIN_VIEW)


def _build(section: Section) -> DexterityContent:
    folder = unrestricted_construct_instance(
        "Folder",
        api.portal.get(),
        id=section.id,
        title=_text(section.title),
        description=_text(section.description),
        language=api.portal.get_default_language(),
    )
    # Many children written at once: an ordered folder would be one hot spot.
    folder.setOrdering("unordered")
    # ISelectableConstrainTypes takes only what the current user may add: set what it would store.
    folder.constrain_types_mode = ENABLED
    folder.locally_allowed_types = list(section.portal_types)
    folder.immediately_addable_types = list(section.portal_types)
    if section.marker is not None:
        alsoProvides(folder, section.marker)
    folder.setLayout(section.layout)
    folder.exclude_from_nav = not section.in_navigation
    tool = api.portal.get_tool("portal_workflow")
    tool.notifyCreated(folder)
    if "simple_publication_workflow" in tool.getChainFor(folder):
        api.content.transition(obj=folder, transition="publish")
    folder.reindexObject()
    return folder


def _text(message: str) -> str:
    return translate(
        message, domain="kim.portal", target_language=api.portal.get_default_language()
    )
