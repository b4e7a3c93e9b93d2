"""The page around every page: a lean one for visitors, all of Plone for those who log in.

Both are the same ``main_template`` with the same macros and slots, so that any view fills either.
Plone's own costs a visitor some 40 ms of portlet columns, viewlets, resource hashes and Diazo,
none of which a visitor sees; ``shell.pt`` emits what is left of them from plain cached functions.

A view may say ``page_title``, ``page_description`` and ``canonical_url`` (attribute or method) of
itself. A view that is not an object's own is best given a title: otherwise its ``label`` serves.
"""

from dataclasses import dataclass
from functools import cached_property
from kim.portal import _
from kim.portal.theme.assets import asset_url
from kim.portal.theme.icons import icon
from kim.portal.theme.languages import language_links
from kim.portal.theme.languages import LanguageLink
from kim.portal.theme.navigation import breadcrumbs
from kim.portal.theme.navigation import Crumb
from kim.portal.theme.navigation import Section
from kim.portal.theme.navigation import sections
from kim.portal.theme.visitor import is_visitor
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.browser.main_template import MainTemplate
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages.interfaces import IStatusMessage
from Products.statusmessages.message import Message as StatusMessage
from zope.component import getMultiAdapter
from zope.component import getUtility
from zope.component.hooks import getSite
from zope.i18nmessageid import Message


# Stock views that say nowhere but in their heading what they are.
TITLES = {
    "sitemap": _("title_sitemap", default="Site map"),
    "mail_password_form": _("title_lost_password", default="Lost password"),
    "passwordreset": _("title_set_password", default="Set your password"),
    "logged-out": _("title_logged_out", default="You are logged out"),
    "insufficient-privileges": _("title_forbidden", default="Not open to you"),
}


@dataclass(frozen=True)
class FooterLink:
    """What every page must lead to; ``path`` is relative to the site."""

    path: str
    title: Message


FOOTER = (
    FooterLink("kontakt", _("footer_contact", default="Contact")),
    FooterLink("impressum", _("footer_imprint", default="Imprint")),
    FooterLink("datenschutz", _("footer_privacy", default="Privacy")),
    FooterLink("barrierefreiheit", _("footer_accessibility", default="Accessibility")),
    FooterLink("sitemap", _("footer_sitemap", default="Site map")),
)
LOGIN = FooterLink("login", _("footer_login", default="Log in"))


class Main(MainTemplate):
    """Plone's main template; for visitors with the shell in its place."""

    shell = ViewPageTemplateFile("shell.pt")

    @property
    def template(self) -> ViewPageTemplateFile:
        """The template whose macros this request gets."""
        if is_visitor() and not self.use_ajax:
            return self.shell
        return super().template


class Shell(BrowserView):
    """What the shell shows around the content."""

    icon = staticmethod(icon)

    @cached_property
    def portal_url(self) -> str:
        return getSite().absolute_url()

    @cached_property
    def address(self) -> str:
        """The address as asked for, as the page's base: Zope would set another, and links within
        the page, the skip link first, would leave it."""
        query = self.request.get("QUERY_STRING", "")
        return self.request["ACTUAL_URL"] + (f"?{query}" if query else "")

    @cached_property
    def language(self) -> str:
        """The language of the interface."""
        return self._portal_state.language()

    @cached_property
    def is_rtl(self) -> bool:
        return self._portal_state.is_rtl()

    @cached_property
    def site_title(self) -> str:
        return getUtility(IRegistry).get("plone.site_title") or ""

    @cached_property
    def county(self) -> str:
        """The county whose portal this is, if the site's title does not say it already."""
        name = getUtility(IRegistry).get("kim.county.title") or ""
        return "" if name in self.site_title else name

    @cached_property
    def is_own_view(self) -> bool:
        """Whether the page shows the object itself rather than a form or tool on it."""
        return self._context_state.is_view_template()

    def asset(self, name: str) -> str:
        """The address of a file in ``static/``."""
        return asset_url(self.portal_url, name)

    def title(self, view: BrowserView) -> str:
        """What the page is called; empty on the start page and where nothing says it."""
        said = self._said(view, "page_title")
        if said:
            return said
        if self.is_own_view:
            return "" if self._is_start else self.context.Title()
        return getattr(view, "label", None) or TITLES.get(getattr(view, "__name__", None), "")

    def description(self, view: BrowserView) -> str:
        """One or two sentences for search engines and previews."""
        said = self._said(view, "page_description")
        return said or (self.context.Description() if self.is_own_view else "")

    def canonical_url(self, view: BrowserView) -> str:
        """The one address of this page: without the query, unless the view says otherwise."""
        said = self._said(view, "canonical_url")
        if said:
            return said
        if self.is_own_view:
            return self._context_state.canonical_object_url()
        return self.request["ACTUAL_URL"]

    def content_language(self, view: BrowserView) -> str | None:
        """The language of the content, where it is not the interface's.

        A view that says so (``marks_languages``) marks it itself, part by part.
        """
        if not self.is_own_view or getattr(view, "marks_languages", False):
            return None
        language = self.context.Language() or self._portal_state.default_language()
        return None if language == self.language else language

    def body_class(self, view: BrowserView) -> str:
        """The classes of Plone's body by which a style sheet tells pages apart."""
        classes = ["kim-shell", "frontend", "userrole-anonymous"]
        name = getattr(view, "__name__", None)
        if name:
            classes.append(f"template-{name}")
        portal_type = getattr(self.context, "portal_type", None)
        if portal_type:
            classes.append(f"portaltype-{portal_type.lower().replace(' ', '-')}")
        if self.section:
            classes.append(f"section-{self.section}")
        return " ".join(classes)

    @cached_property
    def section(self) -> str:
        """The id of the top-level object that the page stands in."""
        path = self.context.getPhysicalPath()[len(getSite().getPhysicalPath()) :]
        return path[0] if path else ""

    def sections(self) -> tuple[Section, ...]:
        """The main navigation."""
        return sections(getSite())

    def breadcrumbs(self) -> list[Crumb]:
        """The pages above this one, without the start page."""
        return breadcrumbs(self.context)

    @property
    def is_start(self) -> bool:
        """Whether this is the start page itself."""
        return self._is_start and self.is_own_view

    @property
    def footer_links(self) -> tuple[FooterLink, ...]:
        """The foot of every page; the way in for those who are not logged in yet."""
        return (*FOOTER, LOGIN) if is_visitor() else FOOTER

    def languages(self) -> list[LanguageLink]:
        """This page in the other languages of the site."""
        return [link for link in language_links(self.request, self.language) if not link.current]

    def messages(self) -> list[StatusMessage]:
        """What the last step wants to tell, shown once."""
        return IStatusMessage(self.request).show()

    def _said(self, view: BrowserView, name: str) -> str:
        said = getattr(view, name, "")
        return said() if callable(said) else said

    @property
    def _is_start(self) -> bool:
        return self._context_state.is_portal_root()

    @cached_property
    def _portal_state(self) -> BrowserView:
        return getMultiAdapter((self.context, self.request), name="plone_portal_state")

    @cached_property
    def _context_state(self) -> BrowserView:
        return getMultiAdapter((self.context, self.request), name="plone_context_state")
