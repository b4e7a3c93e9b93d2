"""Circulating, objections, approving, publishing, correcting."""

from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from kim.portal.committees.seat import today
from kim.portal.meetings import life as meeting_life
from kim.portal.meetings.planning import MeetingError
from kim.portal.minutes import circulations
from kim.portal.minutes import keeping
from kim.portal.minutes import life
from kim.portal.minutes import making
from kim.portal.minutes import objections
from kim.portal.minutes import record
from kim.portal.minutes import steps
from kim.portal.minutes.minutes import uid_of
from kim.portal.notifications import outbox
from plone import api
from pypdf import PdfReader
from tests.minutes.held import SECRET
from tests.minutes.test_making import text_of
from tests.minutes.test_making import uid
from transaction import TransactionManager
from ZODB.POSException import ConflictError
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import site as in_site

import pytest


def words(data: bytes) -> str:
    """All text of a PDF, with what it says of itself."""
    reader = PdfReader(BytesIO(data))
    pages = " ".join(page.extract_text() for page in reader.pages)
    outline = " ".join(str(each) for each in reader.outline)
    return f"{pages} {outline} {reader.metadata}"


def late(minutes) -> None:
    """The last day for objections was yesterday."""
    kept = IAnnotations(minutes)[circulations.CIRCULATIONS]
    kept[-1] = kept[-1] | {"until": today() - timedelta(days=1)}


class TestCirculate:
    def test_those_who_attended_get_a_mail(self, held):
        minutes = held.circulated()
        assert life.state(minutes) == life.CIRCULATED
        found = outbox.letters(about=uid_of(minutes))
        assert sorted(one.to for one in found) == ["anna@example.org", "carla@example.org"]
        circulation = circulations.circulation(minutes)
        assert circulation.until == today() + timedelta(days=14)
        assert [one.function for one in circulation.to] == ["Vorsitz", "Stadt"]

    @pytest.mark.parametrize("days", [0, -1])
    def test_the_last_day_lies_ahead(self, held, days):
        with pytest.raises(MeetingError) as error:
            steps.circulate(held.draft(), today() + timedelta(days=days))
        assert error.value.field == "until"

    def test_not_while_something_is_doubtful(self, held):
        minutes = held.draft()
        for text in ("So", "Anders"):
            making.write(minutes, "closing", text, 0)
        with pytest.raises(MeetingError):
            steps.circulate(minutes, steps.default_until())

    def test_taken_back_with_a_reason(self, held):
        minutes = held.circulated()
        with pytest.raises(MeetingError):
            steps.recall(minutes, " ")
        steps.recall(minutes, "Ein Absatz fehlt.")
        assert life.state(minutes) == life.DRAFT
        assert len(outbox.letters(about=uid_of(minutes), purpose="minutes-recalled")) == 2

    @pytest.mark.parametrize("step", life.TRANSITIONS)
    @pytest.mark.parametrize("state", ["draft", "circulated", "approved", "published"])
    def test_the_bare_step_is_refused(self, held, state, step):
        from Products.CMFCore.WorkflowCore import WorkflowException

        minutes = getattr(held, state)()
        tool = api.portal.get_tool("portal_workflow")
        with pytest.raises(WorkflowException):
            tool.doActionFor(minutes, step, comment="Grund")

    @pytest.mark.parametrize(
        "act",
        [
            lambda minutes: steps.circulate(minutes, steps.default_until()),
            lambda minutes: steps.recall(minutes, "Grund"),
            lambda minutes: steps.approve(minutes),
        ],
    )
    @pytest.mark.parametrize("state", ["approved", "published"])
    def test_no_way_back(self, held, state, act):
        minutes = getattr(held, state)()
        with pytest.raises(MeetingError):
            act(minutes)


class TestObjections:
    @pytest.fixture
    def minutes(self, held):
        return held.circulated()

    def test_by_somebody_who_attended(self, held, minutes):
        one = objections.raise_objection(minutes, "closing", "Falsch", held.board.people["carla"])
        assert (one.function, one.name, one.is_open) == ("Stadt", "Carla Test", True)
        assert objections.still_open(minutes) == [one]

    @pytest.mark.parametrize("name", ["berta", "dora", "office", "foreign"])
    def test_not_by_others(self, held, minutes, name):
        for act in (
            lambda person: objections.raise_objection(minutes, "closing", "Falsch", person),
            lambda person: objections.agree(minutes, person),
        ):
            with pytest.raises(MeetingError):
                act(held.board.people[name])

    def test_not_too_late(self, held, minutes):
        late(minutes)
        with pytest.raises(MeetingError):
            objections.raise_objection(minutes, "closing", "Falsch", held.board.people["anna"])

    def test_not_twice_while_the_first_is_open(self, held, minutes):
        person = held.board.people["anna"]
        one = objections.raise_objection(minutes, "closing", "Falsch", person)
        with pytest.raises(MeetingError):
            objections.raise_objection(minutes, "closing", "Noch immer", person)
        objections.raise_objection(minutes, "opening", "Auch falsch", person)
        objections.resolve(minutes, one.id, "refused", reason="Doch")
        objections.raise_objection(minutes, "closing", "Noch immer", person)

    @pytest.mark.parametrize(("key", "text"), [("nothing", "x"), ("closing", " ")])
    def test_what_is_missing(self, held, minutes, key, text):
        with pytest.raises(MeetingError):
            objections.raise_objection(minutes, key, text, held.board.people["anna"])

    def test_upheld_with_the_changed_text(self, held, minutes):
        people = held.board.people
        objections.agree(minutes, people["anna"])
        one = objections.raise_objection(minutes, "closing", "Falsch", people["carla"])
        with pytest.raises(MeetingError):
            objections.resolve(minutes, one.id, "upheld", text=text_of(minutes, "closing"))
        found = objections.resolve(minutes, one.id, "upheld", text="Ende: 16:30")
        assert text_of(minutes, "closing") == found.after == "Ende: 16:30"
        assert "16:00" in found.before
        assert circulations.agreed(minutes) == set()
        mail = outbox.letters(about=uid_of(minutes), purpose="minutes-resolved")
        assert [letter.to for letter in mail] == ["carla@example.org"]

    def test_refused_with_a_reason(self, held, minutes):
        one = objections.raise_objection(minutes, "closing", "So", held.board.people["carla"])
        with pytest.raises(MeetingError):
            objections.resolve(minutes, one.id, "refused")
        found = objections.resolve(minutes, one.id, "refused", reason="War so.")
        assert found.reason == "War so." and not found.is_open
        with pytest.raises(MeetingError):
            objections.resolve(minutes, one.id, "refused", reason="War so.")

    def test_not_to_what_one_may_not_see(self, held, minutes):
        with held.acting("carla"), pytest.raises(MeetingError):
            # Standing in ends with the meeting's record of it.
            held.meeting.stand_ins = ()
            objections.raise_objection(
                minutes, uid(held.secret), "Falsch", held.board.people["carla"]
            )


class TestApprove:
    def test_not_before_the_last_day_unless_all_agree(self, held):
        minutes = held.circulated()
        with pytest.raises(MeetingError):
            steps.approve(minutes)
        for name in ("anna", "carla"):
            objections.agree(minutes, held.board.people[name])
        steps.approve(minutes)
        assert life.state(minutes) == life.APPROVED
        assert meeting_life.state(held.meeting) == meeting_life.FINISHED

    def test_after_the_last_day(self, held):
        minutes = held.circulated()
        late(minutes)
        steps.approve(minutes)
        assert life.state(minutes) == life.APPROVED

    def test_not_with_an_open_objection(self, held):
        minutes = held.circulated()
        objections.raise_objection(minutes, "closing", "So", held.board.people["carla"])
        late(minutes)
        with pytest.raises(MeetingError):
            steps.approve(minutes)

    def test_two_pdfs_are_kept(self, held):
        minutes = held.approved()
        full, public = keeping.file(minutes, True), keeping.file(minutes, False)
        approval = keeping.approval(minutes)
        assert sha256(full.data).hexdigest() == approval.full
        assert sha256(public.data).hexdigest() == approval.public
        assert keeping.verify(minutes)
        text = words(full.data)
        assert SECRET in text and "Carla Test" in text and "Sprachkurse" in text
        text = words(public.data)
        assert "Sprachkurse" in text and "nichtöffentlich" in text and "Stadt" in text
        for word in (SECRET, "Anna", "Carla", "Dora", "Gerda"):
            assert word not in text
        assert SECRET.encode() not in public.data

    def test_a_change_shows(self, held):
        minutes = held.approved()
        section = record.section(minutes, "closing")
        record.keep(minutes, making.replace(section, text="Gefälscht"))
        assert not keeping.verify(minutes)
        record.keep(minutes, section)
        assert keeping.verify(minutes)
        keeping.file(minutes, True).data = b"%PDF-1.7 falsch"
        assert not keeping.verify(minutes)

    def test_earlier_texts_are_forgotten(self, held):
        minutes = held.approved()
        assert record.text_of(minutes, "closing", 0) is None


class TestTwoAtOnce:
    """Each on a connection of its own; the second one to commit starts again."""

    @pytest.fixture
    def begin(self, served, functional):
        """Does something with the minutes that circulate, up to the commit."""
        served.bring("circulated")
        path = "/".join(served.meeting["niederschrift"].getPhysicalPath())
        managers = []

        def begin(act) -> TransactionManager:
            manager = TransactionManager()
            app = functional["portal"]._p_jar.db().open(manager).root()["Application"]
            manager.begin()
            managers.append(manager)
            with in_site(app["plone"]), api.env.adopt_roles(["Manager"]):
                act(app.unrestrictedTraverse(path), served.board.people)
            return manager

        yield begin
        for manager in managers:
            manager.abort()

    @pytest.mark.parametrize("first", ["objects", "ends"])
    def test_nobody_objects_to_what_is_just_ending(self, begin, first):
        def objects(minutes, people):
            objections.raise_objection(minutes, "closing", "x", people["anna"])

        def ends(minutes, people):
            steps.recall(minutes, "Grund")

        acts = {"objects": objects, "ends": ends}
        started = [begin(acts.pop(first)), begin(acts.popitem()[1])]
        started[0].commit()
        with pytest.raises(ConflictError):
            started[1].commit()

    def test_nobody_objects_twice_by_a_double_click(self, begin):
        def objects(minutes, people):
            objections.raise_objection(minutes, "closing", "x", people["anna"])

        first, second = begin(objects), begin(objects)
        first.commit()
        with pytest.raises(ConflictError):
            second.commit()


class TestCorrect:
    def test_a_new_version_supersedes_when_approved(self, held):
        old = held.published()
        new = making.correct(old, "Die Zahl stimmt nicht.")
        assert new.getId() == "niederschrift-2" and life.state(new) == life.DRAFT
        assert [one.text for one in record.sections(new)] == [
            one.text for one in record.sections(old)
        ]
        assert making.superseded_by(old) is None
        with pytest.raises(MeetingError):
            making.correct(old, "Noch einmal")
        section = record.section(new, "closing")
        making.write(new, "closing", "Ende: 17 Uhr", section.revision)
        steps.circulate(new, steps.default_until())
        late(new)
        steps.approve(new)
        assert making.superseded_by(old) == new
        assert keeping.verify(old) and keeping.verify(new)
        assert "17 Uhr" not in text_of(old, "closing")

    def test_needs_a_reason_and_something_approved(self, held):
        with pytest.raises(MeetingError):
            making.correct(held.draft(), "Grund")

    def test_a_reason(self, held):
        with pytest.raises(MeetingError) as error:
            making.correct(held.approved(), "")
        assert error.value.field == "reason"

    def test_is_not_made_out_of_the_meeting(self, held):
        making.correct(held.approved(), "Grund")
        with pytest.raises(MeetingError):
            making.make(held.meeting)
