"""Pages of proposals."""

from kim.portal.county.page import Page


class ProposalsView(Page):
    """A committee's proposals (``vorschlaege``)."""


class ProposalView(Page):
    """A proposal."""
