"""Comparing the texts of a proposal as they were submitted."""

from collections.abc import Iterator
from kim.portal.proposals import difference
from kim.portal.proposals import versions
from kim.portal.proposals.versions import Version
from kim.portal.proposals.views import OfProposals


class VersionsView(OfProposals):
    """``@@versionen``: what differs between any two submitted texts."""

    @property
    def page_title(self) -> str:
        return self.context.title

    def versions(self) -> list[Version]:
        return versions.versions(self.context)

    @property
    def new(self) -> Version | None:
        return self._asked("new", -1)

    @property
    def old(self) -> Version | None:
        return self._asked("old", -2)

    def differences(self) -> Iterator[tuple[str, list[difference.Piece]]]:
        """Field by field, the title of the field first."""
        old, new = self.old, self.new
        for name, title in versions.TITLES.items():
            before = old.texts.get(name, "") if old is not None else ""
            yield self.say(title), difference.difference(before, new.texts.get(name, ""))

    def is_changed(self, pieces: list[difference.Piece]) -> bool:
        return difference.changed(pieces)

    def _asked(self, name: str, default: int) -> Version | None:
        """The version that the address names, else the last one or the one before it."""
        found = self.versions()
        number = self.request.form.get(name)
        if isinstance(number, str) and number.isdecimal() and len(number) < 6:
            chosen = versions.numbered(self.context, int(number))
            if chosen is not None:
                return chosen
        place = max(-len(found), default)
        return found[place] if found else None
