"""What the office and the working groups do with a report, by the rules and by programs."""

from datetime import timedelta
from kim.portal.committees.seat import today
from kim.portal.gaps import queries
from kim.portal.notifications import outbox
from kim.portal.reporting import reporting
from kim.portal.tracking import way
from kim.portal.tracking.life import NotPossible
from kim.portal.triage import triage
from plone import api
from zExceptions import BadRequest

import pytest
import transaction


#: Step or service, body, and the parameter at fault.
WRONG = (
    ("@workflow/assign", {"committee": "x"}, "committee"),
    ("@workflow/assign", {}, "committee"),
    ("@workflow/resolve", {"answer": ""}, "answer"),
    ("@workflow/resolve", {"answer": "Ja.", "offers": ["x"]}, "offers"),
    ("@workflow/drop", {"why": "duplicate"}, "twin"),
    ("@workflow/drop", {"why": "x"}, "why"),
    ("@workflow/return", {"reason": " "}, "reason"),
    ("@queries", {"text": 7}, "text"),
    ("@put-off", {"until": "bald", "reason": "x"}, "until"),
    ("@put-off", {"until": "2020-01-01", "reason": "x"}, "until"),
    ("@merge", {"twin": "x"}, "twin"),
    ("@asked", {"asked": ["actor:x"]}, "asked"),
    ("@draft-offer", {"actor": "x", "title": "Kurs"}, "actor"),
)


def state(gap) -> str:
    return api.content.get_state(gap)


class TestMerging:
    def test_leads_to_the_twin(self, loop):
        gap, twin = loop.gap(), loop.gap(title="Kurse nur am Vormittag")
        with loop.acting("office"):
            triage.merge(gap, twin, "Dasselbe.")
            names = [station.what.default for station in way.way(twin)]
        assert (state(gap), gap.twin, twin.merged) == (
            "dropped",
            api.content.get_uuid(twin),
            (api.content.get_uuid(gap),),
        )
        assert "Another report joined it" in names

    def test_an_objection_parts_them(self, loop):
        gap, twin = loop.gap(), loop.gap(title="Kurse nur am Vormittag")
        with loop.acting("office"):
            triage.merge(gap, twin)
        with loop.acting("case"):
            reporting.object_to(gap, "Es ist etwas anderes.")
        assert (state(gap), gap.twin, twin.merged) == ("reported", None, ())

    def test_not_into_itself_or_what_is_over(self, loop):
        gap, twin = loop.gap(), loop.gap()
        with loop.acting("office"):
            triage.drop(twin, "outdated")
            for other in (gap, twin):
                with pytest.raises(NotPossible) as error:
                    triage.merge(gap, other)
                assert error.value.field == "twin"

    def test_not_while_a_proposal_is_to_answer_it(self, loop):
        gap, twin = loop.assigned(), loop.gap()
        loop.proposal(gap)
        with loop.acting("office"), pytest.raises(NotPossible):
            triage.merge(gap, twin)
        assert (gap.twin, twin.merged) == (None, ())

    def test_tells_nothing_of_the_other_one(self, loop):
        """Whoever sees the twin need not be allowed to see what joined it."""
        gap, twin = (
            loop.gap(title="Geheimes aus Neudorf"),
            loop.assigned(municipalities=["altdorf"]),
        )
        with loop.acting("office"):
            triage.merge(gap, twin, "Steht in Neudorf genauso.")
        with loop.acting("town"):
            told = " ".join(one.why for one in way.way(twin))
        assert "Neudorf" not in told

    def test_what_others_joined_is_not_deleted(self, loop):
        gap, twin = loop.gap(), loop.gap()
        with loop.acting("office"):
            triage.merge(gap, twin)
        with pytest.raises(BadRequest):
            api.content.delete(twin)


class TestReasons:
    """What nobody may confirm is refused wherever something is typed."""

    BIRTH = "Es geht um das Kind, geb. 12.03.2019."

    def test_of_the_office(self, loop):
        gap, twin = loop.gap(), loop.gap()
        committee = api.content.get_uuid(loop.cases)
        acts = (
            lambda: triage.assign(gap, committee, self.BIRTH),
            lambda: triage.give_back(gap, self.BIRTH),
            lambda: triage.resolve(gap, self.BIRTH),
            lambda: triage.drop(gap, "outdated", self.BIRTH),
            lambda: triage.merge(gap, twin, self.BIRTH),
            lambda: triage.put_off(gap, today() + timedelta(5), self.BIRTH),
            lambda: queries.ask(gap, self.BIRTH),
        )
        for act in acts:
            with loop.acting("office"), pytest.raises(NotPossible) as error:
                act()
            assert "12.03.2019" in error.value.message.mapping["passages"]
        assert (state(gap), gap.put_off_until, gap.twin) == ("reported", None, None)


class TestPuttingOff:
    def test_stands_on_its_way(self, loop):
        gap = loop.gap()
        with loop.acting("office"):
            triage.put_off(gap, today() + timedelta(5), "Der Haushalt fehlt.")
            triage.put_off(gap, None, "Er ist da.")
            found = [(one.what.default, one.why) for one in way.way(gap)]
        assert found[1:] == [("Put off", "Der Haushalt fehlt."), ("Taken up again", "Er ist da.")]


class TestAsking:
    def test_lets_a_body_see_it(self, loop):
        gap = loop.assigned()
        token = f"committee:{api.content.get_uuid(loop.structure)}"
        with loop.acting("office"):
            triage.ask(gap, (token,))
        with loop.acting("struktur"):
            assert api.content.find(UID=api.content.get_uuid(gap))
        told = outbox.letters(about=api.content.get_uuid(gap), purpose="gap-asked")
        assert [one.to for one in told] == ["struktur@example.org"]
        with loop.acting("office"), pytest.raises(NotPossible):
            triage.ask(gap, (token,))


class TestQueries:
    def test_an_answer_is_unread_until_something_is_done(self, loop):
        gap = loop.gap()
        with loop.acting("office"):
            queries.ask(gap, "Wo?")
        with loop.acting("case"):
            assert queries.may_answer(gap)
            queries.answer(gap, "In Altdorf.")
            assert not queries.may_answer(gap)
        assert queries.unread(gap)["answer"] == "In Altdorf."
        with loop.acting("office"):
            triage.review(gap)
        assert queries.unread(gap) is None

    def test_ends_with_the_report(self, loop):
        gap = loop.gap()
        with loop.acting("office"):
            queries.ask(gap, "Wo?")
            triage.drop(gap, "no_answer")
        with loop.acting("case"), pytest.raises(NotPossible):
            queries.answer(gap, "In Altdorf.")


class TestPrograms:
    """The same rules over the API; anonymous and strangers first."""

    def test_the_whole_way(self, served):
        gap = served.make()
        path = f"/luecken/{gap.getId()}"
        cases = api.content.get_uuid(served.loop.cases)
        structure = api.content.get_uuid(served.loop.structure)

        def post(name, step, **body):
            return served.api(name, "POST", f"{path}/{step}", **body)

        for name, expected in ((None, 404), ("foreign", 404), ("case", 403)):
            assert post(name, "@workflow/review").status_code in (expected, 401), name
        assert post("office", "@workflow/review").json()["review_state"] == "in_review"
        assert post("office", "@queries", text="Wo?").status_code == 200
        answer = served.api("case", "PATCH", f"{path}/@queries", answer="In Altdorf.")
        assert answer.json()["items"][0]["answer"] == "In Altdorf."
        until = (today() + timedelta(5)).isoformat()
        assert post("office", "@put-off", until=until, reason="Später.").status_code == 204
        assert post("office", "@put-off", until=None, reason="Doch.").status_code == 204
        assert post("office", "@asked", asked=["municipality:altdorf"]).status_code == 204
        assert post("office", "@workflow/assign", committee=cases).status_code == 200
        answer = post("fall", "@workflow/refer", committee=structure, reason="Struktur.")
        assert answer.status_code == 200
        steps = served.api("office", "GET", f"{path}/@way").json()["items"]
        assert [one["step"] for one in steps][-1] == "Verwiesen"
        answer = post("office", "@workflow/resolve", answer="Es gibt einen Kurs.")
        assert answer.json()["review_state"] == "resolved"
        answer = post("case", "@workflow/object", reason="Nein.")
        assert answer.json()["review_state"] == "reported"

    def test_name_what_is_wrong(self, served):
        gap = served.make()
        with api.env.adopt_roles(["Manager"]):
            triage.review(gap)
        transaction.commit()
        for step, body, field in WRONG:
            answer = served.api("office", "POST", f"/luecken/{gap.getId()}/{step}", **body)
            assert answer.status_code == 400, answer.text
            assert answer.json()["parameter"] == field, step

    def test_nothing_of_the_office_for_others(self, served):
        gap = served.make("assigned", municipalities=["altdorf"])
        path = f"/luecken/{gap.getId()}"
        for name in ("case", "fall", "town", "foreign", None):
            for service in ("@put-off", "@merge", "@asked", "@draft-offer", "@queries"):
                answer = served.api(name, "POST", f"{path}/{service}", reason="x")
                assert answer.status_code in (401, 403, 404), (name, service)
