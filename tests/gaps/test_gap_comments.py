"""Internal comments: who writes and reads them, and that whoever reported it never does."""

from kim.portal.reporting import reporting
from kim.portal.tracking import comments
from kim.portal.tracking.life import NotPossible
from kim.portal.triage import triage
from plone import api
from plone.app.discussion.interfaces import IConversation

import pytest
import transaction


WORD = "Kommentarwort"


class TestRules:
    @pytest.mark.parametrize(
        ("state", "writers"),
        [
            ("reported", ["office"]),
            ("in_review", ["office", "town"]),
            ("assigned", ["office", "fall", "town"]),
            ("resolved", []),
        ],
    )
    def test_who_comments(self, loop, state, writers):
        gap = loop.gap(municipalities=["altdorf"])
        with loop.acting("office"):
            if state != "reported":
                triage.review(gap)
            if state == "assigned":
                triage.assign(gap, api.content.get_uuid(loop.cases))
            if state == "resolved":
                triage.resolve(gap, "Ja.")
        found = []
        for name in ("case", "office", "fall", "struktur", "town", "foreign"):
            with loop.acting(name):
                if comments.may_comment(gap):
                    found.append(name)
        assert found == writers

    def test_who_is_asked_for_a_view_gives_it_and_sees_no_other(self, loop):
        gap = loop.assigned()
        with loop.acting("office"):
            comments.add(gap, "Nur für uns.")
            triage.ask(gap, ("municipality:altdorf",))
        with loop.acting("town"):
            assert comments.may_comment(gap)
            comments.add(gap, WORD)
            assert [one.text for one in comments.comments(gap)] == [WORD]
        with loop.acting("fall"):
            assert WORD in [one.text for one in comments.comments(gap)]

    def test_tell_nothing_of_a_client(self, loop):
        gap = loop.gap()
        with loop.acting("office"), pytest.raises(NotPossible) as error:
            comments.add(gap, "Geboren am 03.04.1987")
        assert error.value.field == "text"

    def test_no_search_finds_them(self, loop):
        gap = loop.assigned(municipalities=["altdorf"])
        with loop.acting("office"):
            comments.add(gap, WORD)
        for name in ("case", "office", "fall", "town", "foreign"):
            with loop.acting(name):
                assert not api.content.find(SearchableText=WORD)
                assert not api.content.find(portal_type="Discussion Item")

    def test_the_office_takes_one_out(self, loop):
        gap = loop.assigned()
        with loop.acting("fall"):
            number = comments.add(gap, WORD)
            assert not comments.remove(gap, number)
        with loop.acting("office"):
            assert comments.remove(gap, number)
            assert comments.comments(gap) == []

    def test_are_out_of_sight_with_the_report(self, loop):
        gap = loop.assigned(municipalities=["altdorf"])
        with loop.acting("office"):
            comments.add(gap, WORD)
            triage.resolve(gap, "Ja.")
        with loop.acting("case"):
            reporting.object_to(gap, "Nein.")
        for name, seen in (("office", 1), ("fall", 0), ("town", 0), ("case", 0)):
            with loop.acting(name):
                assert len(comments.comments(gap)) == seen, name


class TestPages:
    def test_for_those_who_work_on_it(self, served):
        gap = served.make("assigned", municipalities=["altdorf"])
        path = f"/luecken/{gap.getId()}"
        page = served.person("fall").send(f"{path}/@@comment", {"text": f"{WORD} gelesen"})
        assert WORD in page.text("//main")
        number = next(iter(IConversation(gap).objectIds()), None)
        transaction.begin()
        number = next(iter(IConversation(gap).objectIds()))
        places = (
            "",
            "/@comments",
            f"/@comments/{number}",
            f"/++conversation++default/{number}",
            f"/++conversation++default/{number}/view",
            "/@way",
        )
        for name, reads in (
            ("office", True),
            ("fall", True),
            ("town", True),
            ("case", False),
            ("struktur", False),
            ("foreign", False),
            (None, False),
        ):
            text = served.page(name, path).text("//body")
            assert (WORD in text) is reads, name
            for place in places:
                answer = served.api(name, "GET", path + place).text
                answer += served.page(name, path + place).response.text
                assert reads or WORD not in answer, (name, place)
            found = served.page(name, f"/@@search?SearchableText={WORD}").text("//main")
            assert "gelesen" not in found
            kinds = served.api(name, "GET", "/@search?portal_type=Discussion+Item")
            assert '"items_total":0' in kinds.text.replace(" ", "").replace("\n", "")

    def test_nobody_else_writes(self, served):
        gap = served.make("assigned")
        path = f"/luecken/{gap.getId()}"
        for name in ("case", "struktur", "foreign", None):
            answer = served.api(name, "POST", f"{path}/@comments", text=WORD)
            assert answer.status_code in (401, 403, 404), name
        assert served.page("case", f"{path}/@@comment").status == 404

    def test_over_the_api(self, served):
        gap = served.make("assigned")
        path = f"/luecken/{gap.getId()}/@comments"
        assert served.api("fall", "POST", path, text=WORD).status_code == 204
        (one,) = served.api("fall", "GET", path).json()["items"]
        assert (one["text"]["data"], one["is_deletable"]) == (WORD, False)
        answer = served.api("fall", "POST", path, text="IBAN DE89370400440532013000")
        assert answer.json()["parameter"] == "text"
        number = one["comment_id"]
        assert served.api("fall", "PATCH", f"{path}/{number}", text="x").status_code == 404
        assert served.api("fall", "DELETE", f"{path}/{number}").status_code == 404
        assert served.api("office", "DELETE", f"{path}/{number}").status_code == 204

    def test_what_was_typed_survives_an_error(self, served):
        gap = served.make("assigned")
        path = f"/luecken/{gap.getId()}/@@comment"
        page = served.person("fall").send(path, {"text": "IBAN DE89370400440532013000"})
        assert "form-widgets-text" in page.summary
        assert "DE89" in dict(page.fields())["form.widgets.text"]
