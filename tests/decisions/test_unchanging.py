"""Nothing changes a decision: no function, page or service, for nobody, Manager included."""

from AccessControl import Unauthorized
from collections.abc import Iterator
from kim.portal.decisions import register
from kim.portal.decisions.decision import Decision
from plone import api
from tests.decisions.loop import build_decided
from tests.decisions.loop import Loop
from tests.grounds import ground
from zExceptions import BadRequest

import pytest
import transaction


decided_ground = ground(build_decided)


@pytest.fixture
def loop(decided_ground, integration) -> Iterator[Loop]:
    with api.env.adopt_roles(["Manager"]):
        yield decided_ground()


@pytest.fixture
def served(decided_ground, functional) -> Loop:
    return decided_ground()


@pytest.fixture
def decision(loop) -> Decision:
    return loop.the_decision


def content(loop, decision, which):
    return {
        "decision": decision,
        "beschluesse": decision.aq_parent,
        "committee": loop.steering,
        "gremien": loop.steering.aq_parent,
    }[which]


PARENTS = ("decision", "beschluesse", "committee", "gremien")


class TestPlaces:
    @pytest.mark.parametrize("which", PARENTS)
    def test_not_deleted(self, loop, decision, which):
        found = content(loop, decision, which)
        with pytest.raises((BadRequest, Unauthorized)):
            found.aq_parent._delObject(found.getId())
        assert register.faults(decision.aq_parent) == []

    @pytest.mark.parametrize("which", PARENTS[:3])
    def test_not_renamed(self, loop, decision, which):
        found = content(loop, decision, which)
        transaction.savepoint()
        with pytest.raises(Exception) as error:
            found.aq_parent.manage_renameObject(found.getId(), "anders")
        assert not isinstance(error.value, AttributeError)
        assert found.getId() in found.aq_parent

    @pytest.mark.parametrize("which", PARENTS[:2])
    def test_not_moved(self, loop, decision, portal, which):
        found = content(loop, decision, which)
        transaction.savepoint()
        with pytest.raises(Exception) as error:
            portal.manage_pasteObjects(found.aq_parent.manage_cutObjects([found.getId()]))
        assert not isinstance(error.value, AttributeError)
        assert found.getId() in found.aq_parent

    def test_not_copied(self, loop, decision, portal):
        transaction.savepoint()
        for target in (decision.aq_parent, portal):
            with pytest.raises(Exception) as error:
                api.content.copy(decision, target, id="kopie")
            assert not isinstance(error.value, AttributeError)
            assert "kopie" not in target

    def test_a_copy_of_the_committee_has_decided_nothing(self, loop, decision, portal):
        transaction.savepoint()
        copy = api.content.copy(loop.steering, portal["gremien"], id="kopie")
        path = "/".join(copy.getPhysicalPath())
        catalog = api.portal.get_tool("portal_catalog")
        assert not catalog.unrestrictedSearchResults(path=path, portal_type="Decision")

    def test_the_site_may_go(self, decision, app):
        app._delObject(api.portal.get().getId())

    @pytest.mark.parametrize("name", ["office", "chair", "steering"])
    def test_nobody_adds_one_by_hand(self, loop, decision, name):
        with loop.acting(name), pytest.raises(Exception) as error:
            api.content.create(decision.aq_parent, "Decision", "2026-99")
        assert not isinstance(error.value, AttributeError)


class TestRecord:
    def test_is_a_copy_whenever_it_is_read(self, decision):
        decision.record["text"] = "Anders"
        decision.record["vote"]["yes"] = 99
        assert decision.text != "Anders"
        assert register.faults(decision.aq_parent) == []

    def test_setting_a_title_changes_nothing(self, decision):
        before = decision.title
        decision.title = "Anders"
        decision.setTitle("Anders")
        assert decision.title == before

    @pytest.mark.parametrize(
        ("tamper", "what"),
        [
            (lambda d: setattr(d, "kept", d.kept.replace("Kurse", "Busse")), "seal"),
            (lambda d: setattr(d, "seal", "0" * 64), "seal"),
            (lambda d: setattr(d, "kept", ""), "seal"),
            (lambda d: d.aq_parent._delOb(d.getId()), "end"),
        ],
    )
    def test_whoever_gets_at_the_database_is_found_out(self, decision, tamper, what):
        folder = decision.aq_parent
        tamper(decision)
        assert what in {fault.what for fault in register.faults(folder)}


CALLS = (
    ("PATCH", "", {"title": "Anders"}),
    ("PATCH", "", {"text": "Anders", "outcome": "rejected"}),
    ("PATCH", "", {"record": {}, "kept": "{}", "seal": "0"}),
    ("PATCH", "", {"supersedes": "x", "effective": "2020-01-01T00:00:00"}),
    ("DELETE", "", {}),
    ("POST", "/@lock", {}),
    ("POST", "/@workingcopy", {}),
    ("POST", "/@comments/", {"text": "Anders"}),
    ("POST", "/@workflow/publish", {"comment": "Anders"}),
    ("PATCH", "/@history", {"version": 0}),
    ("POST", "/@sharing", {"entries": []}),
)


class TestOverHTTP:
    @pytest.fixture(params=["office", "chair", "chief"])
    def person(self, served, request):
        with api.env.adopt_roles(["Manager"]):
            user = api.user.create(
                username="chief", email="chief@example.org", password="Kaffeetasse-7-Regal"
            )
            api.user.grant_roles(user=user, roles=["Manager"])
            served.decision = served.the_decision
            transaction.commit()
        served.path = served.decision.absolute_url_path().removeprefix("/plone")
        return served.person(request.param)

    def test_no_service_changes_it(self, served, person):
        kept, seal = served.decision.kept, served.decision.seal
        for method, tail, body in CALLS:
            if tail == "/@workflow/publish" and person.session.auth[0] != "chair":
                # That is an act of its own, which changes nothing but the state.
                continue
            person.api(method, served.path + tail, json=body)
        folder = served.path.rpartition("/")[0]
        name = served.path.rpartition("/")[2]
        person.api("POST", "/@move", json={"source": served.path})
        person.api("POST", "/@copy", json={"source": served.path})
        person.api("PATCH", folder, json={"ordering": {"obj_id": name, "delta": "bottom"}})
        transaction.abort()
        found = served.steering["beschluesse"]
        assert found.objectIds() == [name]
        assert (found[name].kept, found[name].seal) == (kept, seal)
        assert api.content.get_state(found[name]) == "recorded"
        assert register.faults(found) == []

    def test_no_page_changes_it(self, served, person):
        before = served.decision.kept
        for page in ("edit", "delete_confirmation", "object_rename", "content-checkout", "sharing"):
            answer = person.open(f"{served.path}/{page}")
            assert "form.widgets.title" not in answer.response.text, page
        transaction.abort()
        assert served.steering["beschluesse"].objectValues()[0].kept == before
