"""What shows that a mandate is done: pages of the portal, and files that lie in the mandate."""

from collections.abc import Iterator
from dataclasses import dataclass
from kim.portal import _
from kim.portal.mandates import life
from kim.portal.mandates.mandate import Mandate
from kim.portal.tracking.life import NotPossible
from plone import api
from plone.dexterity.content import DexterityContent
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Evidence:
    """`name` is the id of a file in the mandate that the reader may take out; empty otherwise."""

    title: str
    url: str
    name: str = ""


def shown(mandate: Mandate) -> Iterator[Evidence]:
    """What the reader may see of it; files open as pages."""
    catalog = api.portal.get_tool("portal_catalog")
    uids = list(mandate.evidence)
    brains = catalog(UID=uids) if uids else []
    for brain in sorted(brains, key=lambda brain: uids.index(brain.UID)):
        yield Evidence(brain.Title, brain.getURL())
    removes = may_remove(mandate)
    for file in files(mandate):
        if api.user.has_permission("View", obj=file):
            name = file.getId() if removes else ""
            yield Evidence(file.title or file.getId(), f"{file.absolute_url()}/view", name)


def files(mandate: Mandate) -> list[DexterityContent]:
    return list(mandate.objectValues())


def may_remove(mandate: Mandate) -> bool:
    """Whoever is to do it, until the result is reported."""
    does = api.user.has_permission(life.DO, obj=mandate)
    return bool(does) and api.content.get_state(mandate) == life.IN_PROGRESS


def remove(mandate: Mandate, name: str) -> None:
    """Take out a file that was uploaded wrongly; by no other way anybody deletes in a mandate.

    :raises NotPossible: where there is none, and for whoever may not.
    """
    if not may_remove(mandate) or name not in mandate.objectIds():
        raise NotPossible(_("evidence_no_file", default="There is no such file."), "name")
    mandate._delObject(name)


def uid_at(address: str) -> str:
    """The UID of a page of the portal by its address, else the address itself.

    Only what the reporter may see is found.
    """
    portal = api.portal.get()
    base, path = urlsplit(portal.absolute_url()).path, urlsplit(address.strip()).path
    if not path.startswith("/"):
        return address
    inner = path.removeprefix(base.rstrip("/")).rstrip("/").removesuffix("/view")
    query = {"query": "/".join(portal.getPhysicalPath()) + inner, "depth": 0}
    found = api.portal.get_tool("portal_catalog")(path=query) if inner else []
    return found[0].UID if found else address
