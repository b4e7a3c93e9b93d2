"""Local roles of what is tracked: given anew as a whole, so that none is left over."""

from collections.abc import Iterable
from collections.abc import Mapping
from plone.dexterity.content import DexterityContent


CONSULTED_ROLE = "Consulted"
ADDRESSEE_ROLE = "Addressee"


def grant(content: DexterityContent, roles: Mapping[str, Iterable[str]]) -> None:
    """Give these groups and users these roles here; the catalog follows."""
    given = {who: sorted(what) for who, what in roles.items() if what}
    if getattr(content, "__ac_local_roles__", None) != given:
        content.__ac_local_roles__ = given
        content.reindexObjectSecurity()
