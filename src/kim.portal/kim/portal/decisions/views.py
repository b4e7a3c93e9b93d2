"""Pages of decisions."""

from kim.portal.county.page import Page


class DecisionsView(Page):
    """The decisions that its reader may see (``beschluesse``)."""


class DecisionView(Page):
    """A decision."""
