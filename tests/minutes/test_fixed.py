"""Once approved, nothing changes minutes: no function, no page, no service, for nobody."""

from AccessControl import Unauthorized
from kim.portal.meetings.planning import MeetingError
from kim.portal.minutes import keeping
from kim.portal.minutes import life
from kim.portal.minutes import making
from kim.portal.minutes import objections
from kim.portal.minutes import steps
from plone import api
from tests.grounds import standing_on
from tests.minutes.held import build_held
from tests.minutes.held import Held
from zExceptions import BadRequest

import pytest
import transaction


FIXED = ("approved", "published")


def build_approved(portal) -> Held:
    held = build_held(portal)
    held.fixed = held.approved()
    return held


def build_published(portal) -> Held:
    held = build_approved(portal)
    steps.publish(held.fixed)
    return held


BUILDS = {"approved": build_approved, "published": build_published}


@pytest.fixture(params=FIXED)
def fixed_ground(functional_session, request):
    with standing_on(BUILDS[request.param]) as again:
        yield again


@pytest.fixture
def held(fixed_ground, integration):
    with api.env.adopt_roles(["Manager"]):
        yield fixed_ground()


@pytest.fixture
def minutes(held):
    return held.fixed


class TestFunctions:
    @pytest.mark.parametrize(
        "act",
        [
            lambda held, minutes: making.make(held.meeting),
            lambda held, minutes: making.write(minutes, "closing", "x", 0),
            lambda held, minutes: steps.circulate(minutes, steps.default_until()),
            lambda held, minutes: steps.recall(minutes, "Grund"),
            lambda held, minutes: steps.approve(minutes),
            lambda held, minutes: objections.agree(minutes, held.board.people["anna"]),
            lambda held, minutes: objections.raise_objection(
                minutes, "closing", "x", held.board.people["anna"]
            ),
            lambda held, minutes: objections.resolve(minutes, "x", "refused", reason="x"),
        ],
    )
    def test_refuse_by_state(self, held, minutes, act):
        with pytest.raises(MeetingError):
            act(held, minutes)
        assert keeping.verify(minutes)

    def test_published_once(self, minutes):
        if api.content.get_state(minutes) == "approved":
            steps.publish(minutes)
        with pytest.raises(MeetingError):
            steps.publish(minutes)

    @pytest.mark.parametrize("permission", ["Modify portal content", "Delete objects"])
    def test_nobody_has_the_right(self, minutes, permission):
        assert not api.user.has_permission(permission, obj=minutes)


class TestPlaces:
    """What stands above minutes goes nowhere either; permissions do not matter."""

    @pytest.mark.parametrize("which", ["minutes", "meeting", "sitzungen", "committee"])
    def test_not_deleted(self, held, minutes, which):
        content = self.content(held, minutes, which)
        with pytest.raises((BadRequest, Unauthorized)):
            content.aq_parent._delObject(content.getId())
        assert keeping.verify(minutes)

    @pytest.mark.parametrize("which", ["minutes", "meeting", "sitzungen", "committee"])
    def test_not_renamed(self, held, minutes, which):
        content = self.content(held, minutes, which)
        transaction.savepoint()
        with pytest.raises(Exception) as error:
            content.aq_parent.manage_renameObject(content.getId(), "anders")
        assert not isinstance(error.value, AttributeError)
        assert content.getId() in content.aq_parent

    def test_not_moved(self, held, minutes, portal):
        transaction.savepoint()
        with pytest.raises(Exception) as error:
            cut = held.meeting.manage_cutObjects([minutes.getId()])
            portal.manage_pasteObjects(cut)
        assert not isinstance(error.value, AttributeError)
        assert minutes.getId() in held.meeting

    def test_not_copied(self, held, minutes):
        transaction.savepoint()
        for target in (held.meeting, api.portal.get()):
            with pytest.raises(Exception) as error:
                api.content.copy(minutes, target, id="kopie")
            assert not isinstance(error.value, AttributeError)
            assert "kopie" not in target

    def test_a_copy_of_the_committee_has_none(self, held, minutes, portal):
        transaction.savepoint()
        copy = api.content.copy(held.board.committee, portal["gremien"], id="kopie")
        catalog = api.portal.get_tool("portal_catalog")
        path = "/".join(copy.getPhysicalPath())
        assert not catalog.unrestrictedSearchResults(path=path, portal_type="Minutes")

    def test_the_site_may_go(self, held, minutes, app):
        app._delObject(api.portal.get().getId())

    def content(self, held, minutes, which):
        return {
            "minutes": minutes,
            "meeting": held.meeting,
            "sitzungen": held.meeting.aq_parent,
            "committee": held.board.committee,
        }[which]


class TestDrafts:
    @pytest.fixture
    def held(self, held_ground, integration):
        with api.env.adopt_roles(["Manager"]):
            yield held_ground()

    def test_a_draft_that_never_circulated_may_be_deleted(self, held):
        held.draft()
        held.meeting._delObject("niederschrift")

    def test_one_that_was_taken_back_may_not(self, held):
        minutes = held.circulated()
        steps.recall(minutes, "Grund")
        with pytest.raises(BadRequest):
            held.meeting._delObject("niederschrift")

    def test_owner_has_nothing(self, held):
        minutes = held.draft()
        assert not minutes.__ac_local_roles__

    @pytest.mark.parametrize("name", ["office", "berta", "anna"])
    def test_nobody_adds_them_by_hand(self, held, name):
        with held.acting(name), pytest.raises(Exception) as error:
            api.content.create(held.meeting, "Minutes", "niederschrift")
        assert not isinstance(error.value, AttributeError)


PATCHES = (
    {"title": "Anders"},
    {"day": "2020-01-01"},
    {"version": 7},
    {"description": "Anders"},
    {"effective": "2020-01-01T00:00:00"},
    {"sections": []},
)


class TestOverHTTP:
    @pytest.fixture(params=["office", "chief"])
    def person(self, served, request):
        """The office, and a manager."""
        with api.env.adopt_roles(["Manager"]):
            user = api.user.create(
                username="chief", email="chief@example.org", password="Kaffeetasse-7-Regal"
            )
            api.user.grant_roles(user=user, roles=["Manager"])
        transaction.commit()
        return served.person(request.param)

    @pytest.fixture(params=FIXED)
    def minutes(self, served, request):
        return served.bring(request.param)

    def test_no_service_changes_them(self, served, minutes, person):
        path, meeting = served.minutes_path, served.path
        url = minutes.absolute_url()
        tries = [
            *(("PATCH", path, data) for data in PATCHES),
            ("PATCH", f"{path}/@section", {"key": "closing", "text": "x", "base": 0}),
            ("POST", f"{meeting}/@minutes", {}),
            ("POST", f"{path}/@objections", {"key": "closing", "text": "x"}),
            ("POST", f"{path}/@objections", {"agree": True}),
            ("POST", f"{path}/@objections/x", {"resolution": "refused", "reason": "x"}),
            ("POST", f"{path}/@workflow/recall", {"reason": "x"}),
            ("POST", f"{path}/@workflow/circulate", {}),
            ("POST", f"{path}/@workflow/approve", {}),
            ("POST", f"{path}/@workflow/retract", {}),
            ("DELETE", path, None),
            ("PUT", path, {"title": "x"}),
            ("POST", f"{meeting}/@move", {"source": url}),
            ("POST", "/@move", {"source": url}),
            ("POST", f"{meeting}/@copy", {"source": url}),
            ("POST", "/@copy", {"source": url}),
            ("POST", meeting, {"@type": "Minutes", "id": "niederschrift"}),
            ("POST", f"{path}/@working-copy", {}),
            ("PATCH", f"{path}/@working-copy", {}),
            ("PATCH", f"{path}/@history", {"version": 0}),
            ("POST", f"{path}/@lock", {}),
            ("DELETE", meeting, None),
            ("DELETE", "/gremien/runde/sitzungen", None),
            ("DELETE", "/gremien/runde", None),
        ]
        done = []
        for method, where, data in tries:
            # What refuses is Plone's own in places, and some of that answers 500.
            answer = person.api(method, where, data)
            if answer.status_code < 400:
                done.append((method, where, answer.status_code))
        assert done == []
        self.check(served)

    def test_no_page_changes_them(self, served, minutes, person):
        for view in (
            "edit",
            "@@edit",
            "@@write",
            "@@circulate",
            "@@recall",
            "@@approve",
            "@@object_rename",
            "@@content-checkout",
            "@@delete_confirmation",
        ):
            page = person.open(f"{served.minutes_path}/{view}")
            token = page.tree.xpath("//input[@name='_authenticator']/@value")
            fields = [("_authenticator", token[0])] if token else []
            for extra in (
                [("key", "closing"), ("text", "x"), ("base", "0")],
                [("form.buttons.save", "x"), ("form.widgets.title", "Anders")],
                [("form.buttons.Rename", "x"), ("form.widgets.new_id", "anders")],
                [("form.buttons.Delete", "x"), ("form.button.Checkout", "x")],
            ):
                person.post(f"{served.minutes_path}/{view}", [*fields, *extra])
        self.check(served)

    def test_nothing_is_put_over_them(self, served, minutes, person):
        for method in ("PUT", "DELETE", "MOVE", "COPY", "PROPPATCH", "MKCOL"):
            person.session.request(
                method,
                served.minutes_path,
                data=b"x",
                headers={"Destination": f"{minutes.absolute_url()}-9", "Overwrite": "T"},
            )
        self.check(served)

    def check(self, served) -> None:
        transaction.begin()
        with api.env.adopt_roles(["Manager"]):
            assert [c.getId() for c in served.meeting.objectValues("Dexterity Item")] in (
                [],
                ["niederschrift"],
            )
            found = served.meeting["niederschrift"]
            assert keeping.verify(found)
            assert life.is_fixed(found)
            assert found.title.startswith("Niederschrift der Sitzung")
            assert [n for n in served.meeting.objectIds() if n.startswith("nieder")] == [
                "niederschrift"
            ]
