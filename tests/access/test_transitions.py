"""A refused step leaves nothing behind and tells nothing."""

from plone import api
from plone.protect.authenticator import createToken
from tests.access.world import USERS

import pytest
import transaction


REASON = "Bitte Telefonnummer ergänzen"


def post(session, world, name, step, **data):
    return session.post(f"/{world.path(name)}/@workflow/{step}", json=data)


def state(world, name) -> str:
    transaction.begin()
    return api.content.get_state(world[name])


def steps(world, name) -> int:
    transaction.begin()
    return len(world[name].workflow_history["kim_directory_workflow"])


class TestOffice:
    def test_step(self, changing_world, session):
        office = session("Coordination")
        answer = post(office, changing_world, "pending-actor", "publish", comment="Geprüft")
        assert answer.status_code == 200
        assert answer.json()["review_state"] == "published"
        assert answer.json()["comments"] == "Geprüft"
        assert state(changing_world, "pending-actor") == "published"
        history = office.get(f"/{changing_world.path('pending-actor')}/@workflow").json()["history"]
        assert history[-1]["comments"] == "Geprüft"

    def test_dates(self, changing_world, session):
        with api.env.adopt_user(username=USERS["Coordination"]):
            page = api.content.create(api.portal.get(), "Document", "neu", title="Neu")
        transaction.commit()
        answer = session("Coordination").post(
            "/neu/@workflow/publish",
            json={"effective": "2020-05-01T00:00:00", "expires": "2035-05-01T00:00:00"},
        )
        assert answer.status_code == 200
        transaction.begin()
        assert (page.effective_date.year(), page.expiration_date.year()) == (2020, 2035)

    def test_already_there(self, changing_world, session):
        """The last step's actor and comment belong to somebody else."""
        before = steps(changing_world, "published-actor")
        answer = post(session("Coordination"), changing_world, "published-actor", "publish")
        assert answer.status_code == 400
        assert "actor" not in answer.json()
        assert USERS["Manager"] not in answer.text
        assert steps(changing_world, "published-actor") == before

    def test_unknown(self, changing_world, session):
        assert post(session("Coordination"), changing_world, "draft-actor", "x").status_code == 400
        assert post(session("Coordination"), changing_world, "draft-actor", "").status_code == 400

    @pytest.mark.parametrize("comment", [{}, {"comment": ""}, {"comment": None}])
    def test_reject_needs_a_reason(self, changing_world, session, comment):
        answer = post(session("Coordination"), changing_world, "pending-actor", "reject", **comment)
        assert answer.status_code == 400
        assert "comment" in answer.json()["message"]
        assert state(changing_world, "pending-actor") == "pending"

    @pytest.mark.parametrize("comment", [5, ["x"], {"x": 1}, "x" * 10_000])
    def test_reason_is_a_text(self, changing_world, session, comment):
        office = session("Coordination")
        answer = post(office, changing_world, "pending-actor", "reject", comment=comment)
        assert answer.status_code == 400

    def test_reject(self, changing_world, session):
        answer = post(
            session("Coordination"), changing_world, "pending-actor", "reject", comment=REASON
        )
        assert answer.status_code == 200
        assert state(changing_world, "pending-actor") == "draft"

    def test_children_go_along(self, changing_world, session):
        with api.env.adopt_roles(["Manager"]):
            offer = api.content.create(changing_world["draft-actor"], "Offer", "neu", title="neu")
        transaction.commit()
        office = session("Coordination")
        answer = post(office, changing_world, "draft-actor", "publish", include_children=True)
        assert answer.status_code == 200
        transaction.begin()
        assert api.content.get_state(offer) == "published"

    def test_all_or_nothing(self, changing_world, session):
        """A child that cannot follow keeps its parent where it is."""
        office = session("Coordination")
        answer = post(office, changing_world, "published-actor", "retire", include_children=True)
        assert answer.status_code == 400
        assert state(changing_world, "published-actor") == "published"
        assert state(changing_world, "published-actor-offer") == "published"


class TestPage:
    """``content_status_modify`` tells what happened."""

    @pytest.fixture
    def modify(self, world, http_request):
        from kim.portal.interfaces import IKimLayer
        from Products.statusmessages.interfaces import IStatusMessage
        from zope.interface import alsoProvides

        alsoProvides(http_request, IKimLayer)

        def modify(user, name, step, comment="", **form):
            with api.env.adopt_user(username=USERS[user]):
                http_request.form.clear()
                http_request.form.update(form, _authenticator=createToken())
                view = api.content.get_view("content_status_modify", world[name], http_request)
                view(workflow_action=step, comment=comment)
                message = IStatusMessage(http_request).show()[-1]
            return api.content.get_state(world[name]), message.type, message.message

        return modify

    def test_done(self, modify):
        state, kind, _message = modify("Coordination", "draft-actor", "publish")
        assert (state, kind) == ("published", "info")

    def test_refused(self, modify):
        state, kind, _message = modify("Actor Editor, own", "pending-actor", "publish")
        assert (state, kind) == ("pending", "error")

    def test_not_from_here(self, modify):
        state, kind, _message = modify("Coordination", "draft-actor", "reopen")
        assert (state, kind) == ("draft", "error")

    def test_without_reason(self, modify):
        state, kind, message = modify("Coordination", "pending-actor", "reject")
        assert (state, kind) == ("pending", "error")
        assert "reason" in message or "Grund" in message or "Begründung" in message

    def test_with_reason(self, modify):
        state, kind, _message = modify("Coordination", "pending-actor", "reject", REASON)
        assert (state, kind) == ("draft", "info")

    def test_no_change(self, modify):
        state, kind, _message = modify("Coordination", "draft-actor", "draft")
        assert (state, kind) == ("draft", "warning")

    def test_dates_only(self, modify):
        dates = {"form.widgets.effective_date": "2020-05-01"}
        state, kind, _message = modify("Coordination", "draft-actor", "draft", **dates)
        assert (state, kind) == ("draft", "info")
