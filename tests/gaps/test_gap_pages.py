"""Pages of gap reports: who sees what, what each may do, that forms lose nothing."""

from kim.portal.committees.seat import today
from kim.portal.gaps import actions
from kim.portal.gaps import drafting
from kim.portal.gaps import queries
from kim.portal.gaps import triage
from plone import api

import datetime
import pytest
import transaction


WORD = "Kein Sprachkurs am Abend"
EVERYONE = ("case", "office", "fall", "struktur", "town", "foreign", None)
#: Who sees a report that concerns Altdorf, by its state.
SEES = {
    "draft": ("case",),
    "reported": ("case", "office"),
    "in_review": ("case", "office", "town"),
    "assigned": ("case", "office", "town", "fall"),
    "resolved": ("case", "office", "town", "fall"),
}


def bring(served, state):
    gap = served.make("gap", municipalities=["altdorf"], behalf="Ausländeramt Geheimwort")
    with api.env.adopt_roles(["Manager"]):
        if state == "draft":
            triage.give_back(gap, "Bitte genauer.")
        if state in ("in_review", "assigned", "resolved"):
            triage.review(gap)
        if state in ("assigned", "resolved"):
            triage.assign(gap, api.content.get_uuid(served.loop.cases))
        if state == "resolved":
            triage.resolve(gap, "Es gibt jetzt einen Kurs.")
    transaction.commit()
    return f"/luecken/{gap.getId()}"


def named(page) -> list[str]:
    """The names of the buttons."""
    found = page.tree.xpath("//main//div[@class='kim-actions']//a/@href")
    found += page.tree.xpath("//main//div[@class='kim-actions']//form/@action")
    return [one.rsplit("/", 1)[1].removeprefix("@@") for one in found]


class TestWhoSees:
    def test_page_list_and_programs(self, served):
        people = {name: served.person(name) for name in EVERYONE}
        for state, seers in SEES.items():
            path = bring(served, state)
            for name, person in people.items():
                sees = name in seers
                answers = [
                    person.api("GET", path + one)
                    for one in ("", "/@way", "/@queries", "/@comments")
                ]
                assert [one.status_code == 200 for one in answers] == [sees] * 4, (state, name)
                text = person.open(path).text("//body")
                assert (WORD in text) is sees, (state, name)
                if name is not None:
                    listed = person.open(f"/luecken?state={state}").text("//main")
                    assert (WORD in listed) is sees, (state, name)
                text += "".join(one.text for one in answers)
                # Who reported it is for the office alone.
                if name not in ("case", "office"):
                    assert "Geheimwort" not in text and "Case Test" not in text
                    assert served.loop.people["case"] not in text

    def test_the_office_alone_sees_who_reported_it(self, served):
        path = bring(served, "assigned")
        assert "Case Test" in served.page("office", path).text("//main")
        assert "Geheimwort" in served.page("office", path).text("//main")

    def test_one_primary_action_and_buttons_that_lead_somewhere(self, served):
        # @@report is made where reports are written, the form of proposals above.
        elsewhere = ("report", "edit", "propose")
        people = {name: served.person(name) for name in ("case", "office", "fall", "town")}
        for state, seers in SEES.items():
            path = bring(served, state)
            for name in seers:
                page = people[name].open(path)
                primary = page.tree.xpath("//main//*[contains(@class, 'btn-primary')]")
                assert len(primary) <= 1, (state, name)
                found = named(page)
                if name == "town":
                    assert found == []
                if (state, name) == ("assigned", "fall"):
                    assert found == ["propose", "refer"]
                for action in set(found).difference(elsewhere):
                    answer = people[name].open(f"{path}/@@{action}")
                    assert answer.status == 200, (state, name, action)


class TestActions:
    def test_follow_from_the_state(self, loop):
        gap = loop.gap()

        def names():
            return [one.name for one in actions.actions(gap)]

        with loop.acting("office"):
            assert names()[0] == "review"
            triage.put_off(gap, today() + datetime.timedelta(3), "Später.")
            assert names()[0] == "take-up"
            queries.ask(gap, "Wo genau?")
            assert "query" not in names()
        with loop.acting("case"):
            assert names() == ["answer-query"]
        with loop.acting("foreign"):
            assert names() == []


class TestForms:
    def test_the_office_goes_the_whole_way(self, served):
        gap = served.make()
        path = f"/luecken/{gap.getId()}"
        office = served.person("office")
        assert "in Prüfung" in office.send(f"{path}/@@review", {}).text("//main")
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
        assert fall.open(path).status in (401, 404)
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


class TestLists:
    def test_are_narrowed_by_their_address(self, served):
        served.make(title="Altdorfer Lücke", municipalities=["altdorf"])
        served.make("assigned", title="Andere Lücke")
        text = served.page("office", "/luecken?municipality=altdorf").text("//main")
        assert "Altdorfer Lücke" in text and "Andere Lücke" not in text
        text = served.page("office", "/luecken?state=assigned").text("//main")
        assert "Altdorfer Lücke" not in text and "Andere Lücke" in text

    def test_have_pages(self, served):
        for number in range(27):
            served.make(title=f"Lücke {number:02}")
        first = served.page("office", "/luecken?state=reported")
        assert len(first.tree.xpath("//main//*[@class='kim-list-title']")) == 25
        second = served.page("office", "/luecken?state=reported&page=2")
        assert len(second.tree.xpath("//main//*[@class='kim-list-title']")) == 2

    def test_say_why_they_are_empty(self, served):
        assert "noch nichts" in served.page("foreign", "/luecken").text("//main").lower()

    def test_inbox_is_for_the_office(self, served):
        served.make()
        assert "Kein Sprachkurs" in served.page("office", "/luecken/@@eingang").text("//main")
        for name in ("case", "fall", None):
            assert "Kein Sprachkurs" not in served.page(name, "/luecken/@@eingang").text("//body")

    def test_inbox_shows_what_is_due_and_what_rests(self, served):
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
