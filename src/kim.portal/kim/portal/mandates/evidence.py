"""What shows that a mandate is done: pages of the portal, and files that lie in the mandate."""

from collections.abc import Iterator
from dataclasses import dataclass
from kim.portal.mandates.mandate import Mandate
from plone import api
from plone.dexterity.content import DexterityContent
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Evidence:
    title: str
    url: str


def shown(mandate: Mandate) -> Iterator[Evidence]:
    """What the reader may see of it; files open as pages."""
    catalog = api.portal.get_tool("portal_catalog")
    uids = list(mandate.evidence)
    brains = catalog(UID=uids) if uids else []
    for brain in sorted(brains, key=lambda brain: uids.index(brain.UID)):
        yield Evidence(brain.Title, brain.getURL())
    for file in files(mandate):
        if api.user.has_permission("View", obj=file):
            yield Evidence(file.title or file.getId(), f"{file.absolute_url()}/view")


def files(mandate: Mandate) -> list[DexterityContent]:
    return list(mandate.objectValues())


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
