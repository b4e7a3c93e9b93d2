"""Who acts for a municipality: the members of its Plone group, on everything that serves it.

The local role is computed from the ``municipalities`` field, so it follows the field without any
bookkeeping. What serves the whole county gives no municipality a right.
"""

from borg.localrole.interfaces import ILocalRoleProvider
from collections.abc import Iterator
from kim.portal.county.municipality import IMunicipality
from plone.dexterity.interfaces import IDexterityContent
from zope.component import adapter
from zope.interface import implementer


ROLE = "Municipality Editor"
GROUP = "municipality-{}"


def group_of(municipality_id: str) -> str:
    """The id of the group that acts for a municipality."""
    return GROUP.format(municipality_id)


def served(content: IDexterityContent) -> list[str]:
    """Ids of the municipalities that an entry is about."""
    if IMunicipality.providedBy(content):
        return [content.getId()]
    if getattr(content, "coverage", "listed") != "listed":
        return []
    return list(getattr(content, "municipalities", None) or [])


@implementer(ILocalRoleProvider)
@adapter(IDexterityContent)
class MunicipalityEditors:
    """Grants ROLE to the groups of the municipalities that an entry serves."""

    def __init__(self, context: IDexterityContent) -> None:
        self.context = context

    def getRoles(self, principal_id: str) -> tuple[str, ...]:
        # Asked for every user and group, on everything up to the site: most are none of these.
        if not principal_id.startswith(GROUP.format("")):
            return ()
        groups = map(group_of, served(self.context))
        return (ROLE,) if principal_id in groups else ()

    def getAllRoles(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for municipality_id in served(self.context):
            yield group_of(municipality_id), (ROLE,)
