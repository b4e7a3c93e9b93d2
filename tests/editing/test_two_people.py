"""Two people at one entry."""

from plone.locking.interfaces import ILockable
from tests.editing.world import DRAFT

import transaction


class TestTwoPeople:
    """Nobody's work is lost, not even where a lock has expired or was broken."""

    def unlock(self, world):
        transaction.begin()
        ILockable(world.draft).clear_locks()
        transaction.commit()

    def test_stale_form(self, world):
        office, editor = world.person("coordinator"), world.person("editor")
        theirs = office.open(f"{DRAFT}/edit")
        self.unlock(world)
        mine = editor.open(f"{DRAFT}/edit")
        assert not editor.send(f"{DRAFT}/edit", {"IBasic.title": "Mine"}, page=mine).summary
        refused = office.send(
            f"{DRAFT}/edit", {"IBasic.title": "Theirs", "bring": "Pass"}, page=theirs
        )
        assert list(refused.summary) == [""]
        assert refused.by_id("form-widgets-IBasic-title").get("value") == "Theirs"
        assert refused.by_id("form-widgets-bring").text == "Pass"
        transaction.begin()
        assert world.draft.title == "Mine"
        # Having been told, one may insist.
        office.send(f"{DRAFT}/edit", {}, page=refused)
        transaction.begin()
        assert world.draft.title == "Theirs"

    def test_form_without_the_mark(self, world):
        page = world.person("editor").open(f"{DRAFT}/edit")
        fields = [(n, v) for n, v in page.fields() if n != "kim.revision"]
        page = world.person("editor").post(f"{DRAFT}/edit", [*fields, ("form.buttons.save", "x")])
        assert page.summary

    def test_api_keeps_to_the_date(self, world):
        editor = world.person("editor")
        old = "Thu, 01 Jan 2026 10:00:00 GMT"
        answer = editor.api("PATCH", DRAFT, {"title": "X"}, **{"If-Unmodified-Since": old})
        assert answer.status_code == 412
        answer = editor.api("PATCH", DRAFT, {"title": "X"}, **{"If-Unmodified-Since": "x"})
        assert answer.status_code == 400
        later = "Thu, 01 Jan 2099 10:00:00 GMT"
        answer = editor.api("PATCH", DRAFT, {"title": "X"}, **{"If-Unmodified-Since": later})
        assert answer.status_code == 204

    def test_api_keeps_to_locks(self, world):
        world.person("coordinator").open(f"{DRAFT}/edit")
        assert world.person("editor").api("PATCH", DRAFT, {"title": "X"}).status_code == 423
