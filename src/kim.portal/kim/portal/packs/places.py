"""What other rooms put into a pack: papers of an agenda item that are not files in it.

A source is a named adapter of an item to `IPackSource`; what it gives follows the item's own
papers. It is asked as the reader of the pack, and only for items that this reader may see; whether
they may see what it gives of other content, it asks itself. A proposal, for example::

    @implementer(IPackSource)
    @adapter(IAgendaItem)
    class ProposalOfItem:
        order = 10

        def __init__(self, item: AgendaItem) -> None:
            self.proposal = proposal_of(item)

        def mark(self) -> bytes:
            return serial(self.proposal) if self.proposal is not None else b""

        def parts(self) -> list[Part]:
            if self.proposal is None or not api.user.has_permission("View", obj=self.proposal):
                return []
            return [Part(self.proposal.title, html=printed(self.proposal))]
"""

from zope.interface import Attribute
from zope.interface import Interface


class IPackSource(Interface):
    """Offers parts of a pack for one agenda item."""

    order = Attribute("Whole number; lower comes first.")

    def mark() -> bytes:
        """What moves with everything that the parts are made of; `marks.PENDING` while it changes.

        `theme.marks.serial` gives it for persistent objects.
        """

    def parts() -> list:
        """`printing.binding.Part` each, its text cleaned; the level is set by the pack."""
