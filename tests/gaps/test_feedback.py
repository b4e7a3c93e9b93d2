"""What whoever reported a gap hears of it, by account or by address."""

from kim.portal.deliberation import steps
from kim.portal.gaps import queries
from kim.portal.gaps import status
from kim.portal.reporting import reporting
from kim.portal.triage import triage
from plone import api
from tests.mailbox import commit

import pytest


@pytest.fixture
def loop(served):
    """Acted on as a manager; what it does can be committed."""
    with api.env.adopt_roles(["Manager"]):
        yield served.loop


@pytest.fixture
def mails(loop, mailbox):
    """Sends; gives (to, subject, text) of what came since."""
    mailbox.connect()

    def read():
        commit()
        found = [(one["To"], str(one["Subject"]), one.get_content()) for one in mailbox.letters]
        mailbox.letters.clear()
        return found

    return read


@pytest.fixture
def by_form(loop):
    """A report with an address and without account."""
    values = {"title": "Kein Bus am Abend", "text": "Der Kurs endet nach dem letzten Bus."}
    return reporting.receive(values, "ehrenamt@example.org")


class TestReporter:
    def test_hears_of_every_step(self, loop, mails):
        gap = loop.gap()
        ((to, subject, text),) = mails()
        assert to == "case@example.org" and "Kein Sprachkurs am Abend" in subject
        assert gap.absolute_url() in text
        with loop.acting("office"):
            queries.ask(gap, "Wo genau?")
        ((_to, subject, text),) = mails()
        assert "Rückfrage" in subject and "Wo genau?" in text
        with loop.acting("office"):
            triage.give_back(gap, "Bitte genauer.")
        ((_to, _subject, text),) = mails()
        assert "Bitte genauer." in text
        with loop.acting("case"):
            reporting.report(gap)
        mails()
        with loop.acting("office"):
            triage.resolve(gap, "Es gibt einen Kurs.")
        ((_to, _subject, text),) = mails()
        assert "Es gibt einen Kurs." in text and "Einspruch" in text
        # What was written in the report itself never leaves.
        assert gap.text not in text

    def test_by_address_gets_the_status_link(self, loop, by_form, mails):
        ((to, _subject, text),) = mails()
        assert to == "ehrenamt@example.org"
        assert status.url(by_form) in text and "/luecken/" not in text
        with loop.acting("office"):
            triage.resolve(by_form, "Die Linie fährt jetzt länger.")
        ((to, _subject, text),) = mails()
        assert to == "ehrenamt@example.org" and "Die Linie fährt jetzt länger." in text
        assert by_form.address is None

    def test_of_a_merged_report_follows_the_twin(self, loop, by_form, mails):
        twin = loop.gap(title="Kein Bus")
        mails()
        with loop.acting("office"):
            triage.merge(by_form, twin)
        ((to, _subject, text),) = mails()
        assert to == "ehrenamt@example.org" and "andere" in text
        assert by_form.address == "ehrenamt@example.org"
        with loop.acting("office"):
            triage.resolve(twin, "Die Linie fährt jetzt länger.")
        found = mails()
        assert sorted(to for to, _subject, _text in found) == [
            "case@example.org",
            "ehrenamt@example.org",
        ]
        assert all("Die Linie fährt jetzt länger." in text for _to, _subject, text in found)
        own = next(text for to, _subject, text in found if to.startswith("ehrenamt"))
        assert "Kein Bus am Abend" in own
        assert by_form.address is None

    def test_may_not_object_twice(self, loop, mails):
        gap = loop.gap()
        with loop.acting("office"):
            triage.resolve(gap, "Ja.")
        with loop.acting("case"):
            reporting.object_to(gap, "Nein.")
        mails()
        with loop.acting("office"):
            triage.resolve(gap, "Doch.")
        ((_to, _subject, text),) = mails()
        assert "Einspruch" not in text

    def test_hears_of_a_proposal(self, loop, mails):
        gap = loop.assigned()
        proposal = loop.proposal(gap)
        mails()
        with loop.acting("fall"):
            steps.withdraw(proposal, "Geheimer Grund")
        ((to, _subject, text),) = mails()
        assert to == "case@example.org" and "zurückgezogen" in text
        assert proposal.title not in text and "Geheimer Grund" not in text

    def test_in_their_language(self, loop, mails):
        api.user.get(username="case").setMemberProperties({"language": "en"})
        loop.gap()
        ((_to, subject, _text),) = mails()
        assert subject.startswith("Your report has come")


class TestWorkingGroup:
    def test_hears_that_it_has_a_report(self, loop, mails):
        gap = loop.gap()
        mails()
        with loop.acting("office"):
            triage.assign(gap, api.content.get_uuid(loop.cases), "Interne Notiz")
        found = mails()
        assert sorted(to for to, _subject, _text in found) == [
            "fall@example.org",
            "fallchair@example.org",
        ]
        for _to, subject, text in found:
            assert "Testfall" in subject and gap.absolute_url() in text
            assert "Interne Notiz" not in text and gap.text not in text
            assert "Case" not in text
