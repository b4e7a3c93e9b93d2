"""Minutes are made out of a meeting, made again, and written in by hand."""

from kim.portal.meetings import agenda
from kim.portal.meetings import life as meeting_life
from kim.portal.meetings.planning import MeetingError
from kim.portal.minutes import drafting
from kim.portal.minutes import life
from kim.portal.minutes import making
from kim.portal.minutes import record
from kim.portal.sessions import results
from plone import api
from tests.minutes.held import SECRET

import pytest


def text_of(minutes, key: str) -> str:
    return record.section(minutes, key).text


def uid(item) -> str:
    return api.content.get_uuid(item)


class TestMake:
    def test_tells_when_where_who_and_what(self, held):
        minutes = held.draft()
        assert minutes.getId() == "niederschrift"
        assert life.state(minutes) == life.DRAFT
        assert f"{held.meeting.day:%d.%m.%Y}" in minutes.title
        found = record.sections(minutes)
        assert [one.key for one in found][:2] == ["opening", "attendance"]
        assert found[-1].key == "closing"
        opening, there = text_of(minutes, "opening"), text_of(minutes, "attendance")
        for words in ("Testrunde", "14:00–16:00", "Kreishaus", "Anna Test", "Berta Test"):
            assert words in opening
        assert "Stadt: Carla Test" in there and "Vertretung" in there and "Berta Test" in there
        assert "14:30" in there and "Gerda Gast" in there
        assert there.index("Entschuldigt") < there.index("Dora Test")
        item = text_of(minutes, uid(held.item))
        for words in ("Es gibt mehr <b>Kurse</b>.", "Besprochen: offen", "beschlossen", "2"):
            assert words in item

    def test_everyone_reads_functions_not_names(self, held):
        minutes = held.draft()
        public = " ".join(filter(None, (one.public for one in record.sections(minutes))))
        assert "Stadt" in public and "Vorsitz" in public
        for name in ("Anna", "Berta", "Carla", "Dora", "Gerda"):
            assert name not in public

    def test_only_of_a_held_meeting(self, board):
        with pytest.raises(MeetingError):
            making.make(board.plan())

    def test_names_stay_as_they_were(self, held):
        minutes = held.draft()
        api.user.get(username="anna").setMemberProperties({"fullname": "Anders Jetzt"})
        assert "Anna Test" in text_of(minutes, "opening")

    def test_again_keeps_what_was_written(self, held):
        minutes, key = held.draft(), uid(held.item)
        section = record.section(minutes, key)
        written = f"{section.text}\nVon Hand dazu."
        making.write(minutes, key, written, section.revision)
        results.save_text(held.item, "Neu gefasst.", results.result(held.item).revision)
        assert making.make(held.meeting) == minutes
        text = text_of(minutes, key)
        assert "Von Hand dazu." in text and "Neu gefasst." in text
        assert "Besprochen: offen" not in text

    def test_of_a_single_case_nothing_is_stored(self, integration, portal):
        from tests.meetings.round import build_round
        from tests.minutes.held import hold

        with api.env.adopt_roles(["Manager"]):
            held = hold(build_round(portal, "case"))
            held.item.kind = "case"
            minutes = held.draft()
            section = record.section(minutes, uid(held.item))
            assert "Besprochen" not in section.text and "Kurse" not in section.text
            with pytest.raises(MeetingError):
                making.write(minutes, section.key, "Herr X", section.revision)

    def test_a_written_procedure_too(self, board):
        from datetime import timedelta

        meeting = board.plan(days=-9, kind="procedure", until=None)
        meeting.until = meeting.day + timedelta(days=5)
        agenda.add(meeting, title="Etwas", kind="decision")
        for step in (meeting_life.INVITE, meeting_life.OPEN, meeting_life.CLOSE):
            meeting_life.take(meeting, step)
        minutes = making.make(meeting)
        assert "Umlaufverfahren" in minutes.title
        assert "Stadt: Berta Test" in text_of(minutes, "attendance")


class TestWrite:
    def test_two_writers_lose_nothing(self, held):
        minutes, key = held.draft(), "closing"
        base = record.section(minutes, key)
        making.write(minutes, key, f"{base.text}\nErste Zeile", base.revision)
        making.write(minutes, key, f"Zweite Zeile\n{base.text}", base.revision)
        text = text_of(minutes, key)
        assert "Erste Zeile" in text and "Zweite Zeile" in text
        assert not record.section(minutes, key).doubtful

    def test_the_same_line_twice_is_doubtful_until_saved_again(self, held):
        minutes, key = held.draft(), "closing"
        base = record.section(minutes, key).revision
        making.write(minutes, key, "So", base)
        making.write(minutes, key, "Anders", base)
        found = record.section(minutes, key)
        assert found.doubtful and set(found.text.split("\n")) == {"So", "Anders"}
        making.write(minutes, key, "So und anders", found.revision)
        assert not record.section(minutes, key).doubtful

    @pytest.mark.parametrize(
        ("key", "base", "field"), [("nothing", 0, "key"), ("closing", 99, "base")]
    )
    def test_what_is_not_there(self, held, key, base, field):
        with pytest.raises(MeetingError) as error:
            making.write(held.draft(), key, "x", base)
        assert error.value.field == field

    def test_only_in_a_draft(self, held):
        minutes = held.circulated()
        with pytest.raises(MeetingError):
            making.write(minutes, "closing", "x", 0)
        with pytest.raises(MeetingError):
            making.make(held.meeting)


class TestNextAgenda:
    def test_begins_with_the_minutes_of_the_last_meeting(self, held):
        following = held.board.plan(days=30)
        assert "Genehmigung der Niederschrift" in agenda.items(following)[0].title

    def test_comes_by_itself_when_the_meeting_is_closed(self, board):
        from tests.minutes.held import hold

        following = board.plan(days=30)
        assert "Genehmigung" not in agenda.items(following)[0].title
        held = hold(board)
        first = agenda.items(following)[0]
        assert f"{held.meeting.day:%d.%m.%Y}" in first.title
        assert uid(held.meeting) in first.origin
        held.circulated()
        assert len([i for i in agenda.items(following) if "Genehmigung" in i.title]) == 1

    def test_not_on_the_agenda_of_the_meeting_after_next(self, held):
        held.board.plan(days=30)
        assert not [i for i in agenda.items(held.board.plan(days=60)) if "Genehmigung" in i.title]


class TestConfidential:
    def test_the_catalog_knows_nothing(self, held):
        minutes = held.draft()
        from plone.indexer.interfaces import IIndexableObject
        from zope.component import getMultiAdapter

        catalog = api.portal.get_tool("portal_catalog")
        wrapped = getMultiAdapter((minutes, catalog), IIndexableObject)
        assert "Sprachkurse" in wrapped.SearchableText
        for word in (SECRET, "Anna", "Carla"):
            assert word not in wrapped.SearchableText
            assert word not in minutes.title

    def test_follows_the_item_until_approved(self, held):
        minutes = held.circulated()
        api.content.transition(obj=held.item, transition=meeting_life.CONCEAL)
        assert record.section(minutes, uid(held.item)).confidential

    def test_sections_of_drafting_say_so(self, held):
        found = {one.key: one for one in drafting.sections(held.meeting)}
        assert found[uid(held.secret)].confidential and not found[uid(held.item)].confidential
