"""Pages of gap reports."""

from kim.portal.county.page import Page


class GapsView(Page):
    """``/luecken``: the reports that its reader may see."""


class GapView(Page):
    """A gap report."""
