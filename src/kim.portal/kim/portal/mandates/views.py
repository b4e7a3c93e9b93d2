"""Pages of mandates."""

from kim.portal.county.page import Page


class MandateView(Page):
    """A mandate."""
