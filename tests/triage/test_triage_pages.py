"""Pages of triage: forms that lose nothing, similar reports, answers, the inbox."""

from kim.portal.committees.seat import today
from kim.portal.gaps import queries
from kim.portal.triage import drafting
from kim.portal.triage import triage
from plone import api
from tests.gaps.states import bring
from tests.gaps.states import named

import datetime
import pytest
import transaction


WORD = "Kein Sprachkurs am Abend"


class TestForms:
    def test_the_office_goes_the_whole_way(self, served):
        gap = served.make()
        path = f"/luecken/{gap.getId()}"
        office = served.person("office")
        assert "In Prüfung" in office.send(f"{path}/@@review", {}).text("//main")
        page = office.send(f"{path}/@@query", {"text": "Wo genau?"})
        assert "Wo genau?" in page.text("//main")
        case = served.person("case")
        page = case.send(f"{path}/@@answer-query", {"text": "In Altdorf."})
        assert "In Altdorf." in page.text("//main")
        page = office.send(
            f"{path}/@@assign",
            {"committee:list": api.content.get_uuid(served.loop.cases), "note": "Bitte bald."},
        )
        assert "Testfall" in page.text("//main")
        fall = served.person("fall")
        page = fall.send(
            f"{path}/@@refer",
            {
                "committee:list": api.content.get_uuid(served.loop.structure),
                "reason": "Strukturfrage.",
            },
        )
        assert page.url.endswith("/luecken")
        assert fall.open(path).status in (401, 403, 404)
        page = served.page("struktur", path)
        assert "Strukturfrage." in page.text("//main")

    def test_errors_stand_beside_their_field_and_nothing_is_lost(self, served):
        gap = served.make()
        path = f"/luecken/{gap.getId()}"
        office = served.person("office")
        page = office.send(f"{path}/@@drop", {"note": "Meine Notiz"})
        assert list(page.summary) and "Meine Notiz" in dict(page.fields())["form.widgets.note"]
        page = office.send(f"{path}/@@put-off", {"until": "2020-01-01", "reason": "Kommt noch"})
        assert "form-widgets-until" in page.summary
        assert dict(page.fields())["form.widgets.reason"] == "Kommt noch"

    def test_an_answer_to_a_query_tells_nothing_of_a_client(self, served):
        gap = served.make()
        with api.env.adopt_roles(["Manager"]):
            queries.ask(gap, "Wo genau?")
        transaction.commit()
        path = f"/luecken/{gap.getId()}/@@answer-query"
        page = served.person("case").send(path, {"text": "IBAN DE89370400440532013000"})
        assert "form-widgets-text" in page.summary
        assert served.page("office", path).status == 404

    def test_objecting_once(self, served):
        path = bring(served, "resolved")
        case = served.person("case")
        page = case.send(f"{path}/@@object", {"reason": "Der Kurs ist am Vormittag."})
        assert "Einspruch" in page.text("//main")
        assert "Einspruch" in served.page("office", "/luecken/@@eingang").text("//main")
        with api.env.adopt_roles(["Manager"]):
            gap = api.portal.get().unrestrictedTraverse(path[1:])
            transaction.begin()
            triage.resolve(gap, "Jetzt am Abend.")
        transaction.commit()
        page = case.open(path)
        assert "Jetzt am Abend." in page.text("//main") and named(page) == []
        answer = case.api("POST", f"{path}/@workflow/object", {"reason": "Noch einmal."})
        assert answer.status_code == 400


class TestSimilar:
    def test_beside_each_other_and_merged(self, served):
        gap, twin = served.make(), served.make(title="Kein Sprachkurs am späten Abend")
        office = served.person("office")
        page = office.open(f"/luecken/{gap.getId()}/@@similar")
        assert "Kein Sprachkurs am späten Abend" in page.text(
            "//section[@aria-labelledby='others']"
        )
        form = "//main//form[contains(@action, '@@merge')]"
        fields = [*page.fields(form), ("form.buttons.save", "1")]
        page = office.post(f"/luecken/{gap.getId()}/@@merge", fields)
        assert page.url.endswith(f"/luecken/{twin.getId()}")
        assert WORD in page.text("//section[@aria-labelledby='merged']")
        for name in ("case", "fall", None):
            page = served.page(name, f"/luecken/{gap.getId()}/@@similar")
            assert "späten" not in page.text("//main"), name


class TestResolving:
    @pytest.fixture
    def actor(self, served):
        with api.env.adopt_roles(["Manager"]):
            actor = api.content.create(api.portal.get()["akteure"], "Actor", title="VHS Test")
            api.content.transition(actor, "publish")
            offer = api.content.create(actor, "Offer", title="Abendkurs Deutsch")
            api.content.transition(offer, "publish")
        transaction.commit()
        return actor

    def test_with_offers_that_are_looked_for(self, served, actor):
        gap = served.make()
        path = f"/luecken/{gap.getId()}"
        office = served.person("office")
        form = "//main//form[contains(@action, '@@resolve')]"
        page = office.open(f"{path}/@@resolve")
        fields = [*page.fields(form), ("act", "search")]
        fields = [(n, "Abendkurs" if n == "q" else v) for n, v in fields]
        fields = [(n, "Es gibt ihn." if n == "answer" else v) for n, v in fields]
        page = office.post(f"{path}/@@resolve", fields)
        assert "Abendkurs Deutsch (VHS Test)" in page.text("//fieldset")
        assert page.text("//textarea").strip() == "Es gibt ihn."
        uid = api.content.get_uuid(actor["abendkurs-deutsch"])
        fields = [*page.fields(form), ("offers", uid), ("act", "resolve")]
        page = office.post(f"{path}/@@resolve", fields)
        assert "Es gibt ihn." in page.text("//section[@aria-labelledby='answer']")
        assert "Abendkurs Deutsch" in page.text("//section[@aria-labelledby='offers']")

    def test_not_without_an_answer(self, served):
        gap = served.make()
        office = served.person("office")
        form = "//main//form[contains(@action, '@@resolve')]"
        path = f"/luecken/{gap.getId()}/@@resolve"
        page = office.open(path)
        page = office.post(path, [*page.fields(form), ("act", "resolve")])
        assert "Bitte" in page.text("//*[@id='error-answer']")

    def test_by_drafting_the_missing_offer(self, served, actor):
        gap = served.make(municipalities=["altdorf"])
        path = f"/luecken/{gap.getId()}"
        office = served.person("office")
        page = office.send(f"{path}/@@draft-offer", {"actor:list": api.content.get_uuid(actor)})
        assert "/akteure/vhs-test/kein-sprachkurs-am-abend" in page.url
        assert "Kein Sprachkurs am Abend" in office.open(f"{path}/@@resolve").text("//fieldset")
        # A draft is for those who may see it.
        assert "kein-sprachkurs-am-abend" not in served.page("case", path).response.text

    def test_a_draft_only_where_the_user_may(self, loop, portal):
        actor = api.content.create(portal["akteure"], "Actor", title="VHS Test")
        api.content.transition(actor, "publish")
        gap = loop.gap(municipalities=["altdorf"])
        with loop.acting("foreign"), pytest.raises(ValueError, match="draft_denied"):
            drafting.draft_offer(gap, api.content.get_uuid(actor), "Kurs")
        with loop.acting("office"):
            offer = drafting.draft_offer(gap, api.content.get_uuid(actor), "Kurs")
        assert (offer.municipalities, offer.coverage) == (["altdorf"], "listed")
        assert gap.offers == (api.content.get_uuid(offer),)


class TestInbox:
    def test_is_for_the_office(self, served):
        served.make()
        assert "Kein Sprachkurs" in served.page("office", "/luecken/@@eingang").text("//main")
        for name in ("case", "fall", None):
            assert "Kein Sprachkurs" not in served.page(name, "/luecken/@@eingang").text("//body")

    def test_shows_what_is_due_and_what_rests(self, served):
        served.make(title="Neue Lücke")
        late, rests = served.make(title="Alte Lücke"), served.make(title="Ruhende Lücke")
        with api.env.adopt_roles(["Manager"]):
            triage.put_off(late, today() + datetime.timedelta(1), "Später.")
            late.put_off_until = today() - datetime.timedelta(1)
            late.reindexObject()
            triage.put_off(rests, today() + datetime.timedelta(9), "Später.")
        transaction.commit()
        page = served.page("office", "/luecken/@@eingang")
        titles = page.tree.xpath("//main//*[@class='kim-list-title']/text()")
        assert titles == ["Alte Lücke", "Neue Lücke", "Ruhende Lücke"]
        assert "überfällig" in page.text("//main")
        assert "Ruhende Lücke" in page.text("//main//details")
