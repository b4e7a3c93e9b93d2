"""On the office's list: networks whose next meeting is due."""

from datetime import date
from kim.portal import _
from kim.portal.county.days import spoken
from kim.portal.editing.waiting import IOfficeList
from kim.portal.editing.waiting import ISection
from kim.portal.editing.waiting import Row
from kim.portal.editing.waiting import Section
from kim.portal.networks import due
from kim.portal.networks.network import Network
from plone import api
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer


@implementer(ISection)
@adapter(IOfficeList)
def due_networks(office: IOfficeList) -> Section | None:
    """What is due, and where nobody has entered the last meeting."""
    language = api.portal.get_current_language()
    kind = translate(_("type_network", default="Network"), target_language=language)

    def row(network: Network, day: date | None) -> Row:
        if day is None:
            what = _("network_met_unknown", default="Enter when it met last")
        else:
            said = spoken(day, due.today(), language)
            what = _("network_due_since", default="Due: ${day}", mapping={"day": said})
        url, title = network.absolute_url(), network.title
        return Row(url, title, kind, next=translate(what, target_language=language))

    rows = [row(network, day) for network, day in due.waiting()]
    title = _("office_networks", default="Meetings of networks")
    return Section(title, rows, order=200) if rows else None
