"""Lists of what waits, the board and their services, over HTTP and as pages."""

from kim.portal.interfaces import IKimLayer
from kim.portal.pending.services import BoardService
from kim.portal.pending.services import WaitingService
from lxml import html
from plone import api
from zope.interface import alsoProvides

import pytest


@pytest.fixture
def opened(loop, portal, http_request):
    alsoProvides(http_request, IKimLayer)

    def open_(name: str, person: str, **form):
        http_request.form = form
        with loop.acting(person):
            view = api.content.get_view(name, portal, http_request)
            return html.fromstring(view())

    return open_


def rows(page):
    return [" ".join(row.text_content().split()) for row in page.cssselect("tbody tr")]


class TestPages:
    def test_everybody_sees_what_waits_for_them(self, loop, opened):
        loop.assigned(title="Kein Kurs am Abend")
        (row,) = rows(opened("my-entries", "fall"))
        assert "Kein Kurs am Abend" in row
        assert "in 60 Tagen" in row
        assert not rows(opened("my-entries", "foreign"))
        assert not rows(opened("my-entries", "office"))

    def test_the_office_sees_what_waits_for_it(self, loop, opened, monkeypatch):
        monkeypatch.setattr("kim.portal.pending.waiting.MOST_OFFICE", 2)
        for number in range(5):
            loop.gap(title=f"Meldung {number}")
        page = opened("office", "office")
        assert len([row for row in rows(page) if "Meldung" in row]) == 2
        assert "und 3 weitere" in page.text_content()
        (more,) = page.xpath("//a[contains(@href, '@@board')][contains(text(), 'weitere')]")
        assert more.get("href").endswith("/@@board?kind=GapReport&waits=office")

    def test_the_board(self, loop, opened):
        loop.assigned(title="Kein Kurs am Abend")
        page = opened("board", "office", colour="blue")
        assert "colour=blue" in page.text_content()
        assert [row for row in rows(page) if "Kein Kurs am Abend" in row and "Testfall" in row]

    def test_is_not_for_others(self, loop, portal, http_request):
        alsoProvides(http_request, IKimLayer)
        with loop.acting("fall"):
            assert not api.user.has_permission("kim.portal: Triage Gap", obj=portal)


class TestServices:
    def test_waiting(self, loop, portal, http_request):
        gap = loop.assigned()
        with loop.acting("fall"):
            service = WaitingService()
            service.context, service.request = portal, http_request
            found = service.reply()
        assert [item["@id"] for item in found["items"]] == [gap.absolute_url()]
        assert found["items"][0]["duties"][0]["key"] == "work"

    def test_board(self, loop, portal, http_request):
        loop.assigned()
        http_request.form = {"kind": "GapReport"}
        with loop.acting("office"):
            service = BoardService()
            service.context, service.request = portal, http_request
            found = service.reply()
        assert found["counts"]["GapReport"] == {"assigned": 1}
        assert found["items"][0]["duties"][0]["who"] == [
            f"committee:{api.content.get_uuid(loop.cases)}"
        ]
