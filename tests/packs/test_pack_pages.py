"""Packs as they are fetched: by whom, how often they are bound, what is kept of them."""

from kim.portal.admission import passes
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.packs import pack
from kim.portal.packs.shelf import IShelf
from kim.portal.packs.shelf import Shelf
from kim.portal.printing import binding
from kim.portal.printing.binding import bind
from plone import api
from tests.packs.packed import Packed
from tests.packs.packed import read
from tests.packs.packed import SECRET
from tests.packs.packed import text
from zope.component import provideUtility

import pytest
import transaction


ENTITLED = ("anna", "berta", "dora", "office")


@pytest.fixture
def served(pack_ground, functional) -> Packed:
    """Nothing is bound yet, whatever other tests have bound of the same meeting."""
    provideUtility(Shelf(), IShelf)
    return pack_ground()


@pytest.fixture
def bindings(monkeypatch) -> list[int]:
    """How many parts each binding had."""
    found = []

    def counted(front, parts, **how):
        found.append(len(parts))
        return bind(front, parts, **how)

    monkeypatch.setattr(pack, "bind", counted)
    return found


def fetch(served, name: str | None, query: str = "", **headers: str):
    return served.person(name).session.get(
        f"{served.path}/@@pack{query}", headers=headers, allow_redirects=False
    )


class TestReaders:
    def test_each_gets_what_they_may_see_and_each_set_is_bound_once(self, served, bindings):
        for name in (*ENTITLED, "carla"):
            answer = fetch(served, name)
            assert answer.headers["Content-Type"] == "application/pdf"
            assert (SECRET in text(read(answer.content))) is (name != "carla")
        assert len(bindings) == 2
        reduced = fetch(served, "berta", "?confidential=0")
        assert reduced.content == fetch(served, "carla").content
        for query in ("?confidential=1", "?confidential=true", "?confidential=0&confidential=1"):
            assert SECRET not in text(read(fetch(served, "carla", query).content))
        assert len(bindings) == 2

    @pytest.mark.parametrize("name", [None, "foreign"])
    def test_nobody_else_gets_any(self, served, bindings, name):
        answer = fetch(served, name)
        assert answer.headers["Content-Type"] != "application/pdf"
        assert served.person(name).api("GET", f"{served.path}/@pack").status_code in (401, 404)
        assert bindings == []

    def test_a_change_makes_it_anew(self, served, bindings):
        first = fetch(served, "carla")
        served.items[0].title = "Anderer Anfang"
        transaction.commit()
        second = fetch(served, "carla")
        assert "Anderer Anfang" in text(read(second.content)) and len(bindings) == 2
        assert first.headers["ETag"] != second.headers["ETag"]
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(obj=served.items[0], transition=life.CONCEAL)
        transaction.commit()
        assert "Anderer Anfang" not in text(read(fetch(served, "carla").content))

    def test_another_file_makes_it_anew(self, served, bindings):
        mark = fetch(served, "carla").headers["ETag"]
        agenda.papers(served.items[1])[0].content.file.filename = "Andere.pdf"
        transaction.commit()
        assert fetch(served, "carla").headers["ETag"] != mark


class TestAnswer:
    def test_headers(self, served):
        headers = fetch(served, "carla").headers
        day = served.meeting.getId()
        assert f'filename="mappe-runde-{day}.pdf"' in headers["Content-Disposition"]
        assert "private" in headers["Cache-Control"] and "public" not in headers["Cache-Control"]

    def test_a_browser_that_has_it_is_told_so(self, served, bindings):
        mark = fetch(served, "carla").headers["ETag"]
        answer = fetch(served, "carla", **{"If-None-Match": mark})
        assert (answer.status_code, answer.content) == (304, b"")
        # What one set of items is called says nothing about another one.
        assert fetch(served, "berta", **{"If-None-Match": mark}).status_code == 200

    def test_too_large(self, served, monkeypatch):
        monkeypatch.setattr(binding, "MOST_PARTS", 2)
        page = served.person("carla").open(f"{served.path}/@@pack")
        assert page.status == 422
        words = page.text("//*[@id='content']")
        assert "zu viele Unterlagen" in words and "einzeln" in words
        first = agenda.papers(served.items[1])[0]
        assert page.tree.xpath(f"//a[contains(@href, '{first.content.getId()}')]")
        assert SECRET not in page.text("//body")


class TestPanel:
    @pytest.mark.parametrize("name", ENTITLED)
    def test_both_for_who_is_entitled(self, served, name):
        page = served.person(name).open(served.path)
        assert "6 Unterlagen" in page.text("//section[@aria-labelledby='pack']")
        links = page.tree.xpath("//a[contains(@href, '@@pack')]/@href")
        assert [link.rpartition("/")[2] for link in links] == ["@@pack", "@@pack?confidential=0"]

    def test_one_for_others(self, served):
        page = served.person("carla").open(served.path)
        words = page.text("//section[@aria-labelledby='pack']")
        assert "4 Unterlagen" in words and "nicht enthalten" in words
        assert len(page.tree.xpath("//a[contains(@href, '@@pack')]")) == 1


class TestService:
    @pytest.mark.parametrize(("name", "sees"), [("carla", False), ("berta", True)])
    def test_lists_what_the_asker_may_see(self, served, name, sees):
        answer = served.person(name).api("GET", f"{served.path}/@pack")
        found = answer.json()
        assert (SECRET in answer.text) is sees
        assert found["pdf"].endswith("/@@pack")
        assert bool(found["pdf_without_confidential"]) is sees
        assert [item["number"] for item in found["items"]] == ["1", "2", "3", "4", "4.1"]
        assert [paper["title"] for paper in found["items"][1]["papers"]] == [
            "Zahlen",
            "Karte",
            "Tabelle",
        ]
        assert ("title" in found["items"][2]) is sees


class TestPass:
    @pytest.fixture
    def admitted(self, served):
        """Somebody at the door with berta's link; they have no password."""
        seat = api.content.get_uuid(served.board.committee["sitze"]["stadt"])
        with api.env.adopt_roles(["Manager"]):
            life.take(served.meeting, life.INVITE)
        link = passes.issue(served.meeting, seat, served.board.people["berta"])
        transaction.commit()
        visitor = served.person()
        base = api.portal.get().absolute_url()
        path = link.removeprefix(base)
        page = visitor.open(path)
        fields = page.fields("//form[.//input[@name='token']]")
        page = visitor.post(path, [*fields, ("enter", "1")])
        assert page.status == 200
        visitor.door = path.rpartition("/link/")[0]
        return visitor

    def test_opens_the_pack_as_its_holder(self, admitted):
        assert "Sitzungsmappe" in admitted.open(admitted.door).text("//*[@id='content']")
        answer = admitted.session.get(f"{admitted.door}/mappe")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert "no-store" in answer.headers["Cache-Control"]
        assert f"{SECRET} sechs" in text(read(answer.content))
        reduced = admitted.session.get(f"{admitted.door}/mappe?confidential=0")
        assert SECRET not in text(read(reduced.content))

    def test_not_the_page_of_members(self, admitted, served):
        answer = admitted.session.get(f"{served.path}/@@pack")
        assert answer.headers["Content-Type"] != "application/pdf"

    def test_nobody_without_a_pass(self, admitted, served):
        assert served.person().open(f"{admitted.door}/mappe").status == 403

    def test_one_by_one_where_there_is_no_pdf(self, admitted, served, monkeypatch):
        monkeypatch.setattr(binding, "MOST_PARTS", 2)
        page = admitted.open(f"{admitted.door}/mappe")
        assert "zu viele Unterlagen" in page.text("//*[@id='content']")
        links = page.tree.xpath("//a[contains(@href, '?paper=')]/@href")
        assert len(links) == 6
        answer = admitted.session.get(f"{admitted.door}/mappe{links[0]}")
        assert answer.content.startswith(b"%PDF")
        assert "attachment" in answer.headers["Content-Disposition"]
        assert admitted.session.get(f"{admitted.door}/mappe?paper=x").status_code == 404
