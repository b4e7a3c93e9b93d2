"""Nobody finds anything of what is hidden from them, wherever they look."""

from tests.access.crawl import leaks
from tests.access.world import CONFIDENTIAL
from tests.access.world import INTERNAL
from tests.access.world import PERSON
from tests.access.world import PLANTED
from tests.access.world import user_id

import pytest
import transaction


#: One of each kind; the lists and searches show the rest.
LOOKED_AT = (
    "archived-actor-offer",
    "committee",
    "committee-confidential",
    "committee-document",
    "committee-item",
    "committee-meeting",
    "committee-member",
    "committee-papers",
    "draft-committee-member",
    "document-inside",
    "draft-actor",
    "draft-actor-offer",
    "draft-offer",
    "draft-town",
    "internal-network",
    "private-folder",
    "published-actor",
    "published-actor-offer",
)


#: Where the holders of seats might show.
HOLDERS = (
    "gremien/committee/@seats",
    "gremien/committee/@seats?date=2021-01-01",
    "gremien/committee/sitze?date=2021-01-01",
    "gremien/committee/sitze?metadata_fields=holder&metadata_fields=deputies",
    "gremien/committee/sitze/member?metadata_fields=holder",
    "gremien/committee/sitze/member/@@holding",
    "gremien/committee/sitze/member/@@succession",
    "gremien/committee/sitze/member/holder",
    "gremien/committee/sitze/member/record",
    "gremien/committee/sitze/member/deputies",
    "gremien/committee/@@compose",
    "gremien/committee/@@end",
    "@search?portal_type=Seat&fullobjects=1",
    "@search?portal_type=Seat&metadata_fields=_all",
    "@search?portal_type=Seat&metadata_fields=holder",
    "@types/Seat",
    "@vocabularies/kim.seats",
    "@groups?query=committee",
    "acl_users/kim_committees/by_person",
    "acl_users/kim_committees/getGroupMembers",
)


#: Where meetings, their agenda and their papers might show.
MEETINGS = (
    "@calendar",
    "@@kalender",
    "@@kalender/x.ics",
    "@@my-calendar",
    "gremien/committee/@@kim-calendar",
    "gremien/committee/sitzungen/2030-06-03/@pack",
    "gremien/committee/sitzungen/2030-06-03/@@kim-pack",
    "gremien/committee/sitzungen/2030-06-03/@@pack",
    "gremien/committee/sitzungen/2030-06-03/@@pack?confidential=1",
    "gremien/committee/@meetings",
    "gremien/committee/@@kim-meetings",
    "gremien/committee/@@plan-meeting",
    "gremien/committee/sitzungen",
    "gremien/committee/themen",
    "gremien/committee/themen/top-1",
    "gremien/committee/sitzungen/2030-06-03/@agenda",
    "gremien/committee/sitzungen/2030-06-03/@@agenda",
    "gremien/committee/sitzungen/2030-06-03/@@cancel",
    "gremien/committee/sitzungen/2030-06-03/@session",
    "gremien/committee/sitzungen/2030-06-03/@@record",
    "gremien/committee/sitzungen/2030-06-03/@@close",
    "gremien/committee/sitzungen/2030-06-03/@@vote",
    "gremien/committee/sitzungen/2030-06-03/@@kim-session",
    "gremien/committee/sitzungen/2030-06-03/@@kim-results",
    "gremien/committee/sitzungen/2030-06-03/@@kim-attendance",
    "gremien/committee/sitzungen/2030-06-03/top-1/@@kim-item-result",
    "gremien/committee/sitzungen/2030-06-03/top-2/@@kim-item-result",
    "gremien/committee/sitzungen/2030-06-03/title",
    "gremien/committee/sitzungen/2030-06-03/occasion",
    "gremien/committee/sitzungen/2030-06-03/stand_ins",
    "gremien/committee/sitzungen/2030-06-03/top-1/datei/@@download/file",
    "gremien/committee/sitzungen/2030-06-03/top-2/datei/@@download/file",
    "gremien/committee/sitzungen/2030-06-03/top-2/datei/@@display-file/file",
    "gremien/committee/sitzungen/2030-06-03/top-2/motion",
    "@search?portal_type=Meeting&fullobjects=1",
    "@search?portal_type=AgendaItem&fullobjects=1",
    "@search?portal_type=AgendaItem&metadata_fields=_all",
    "@types/Meeting",
    "@types/AgendaItem",
    "gremien/committee/@vocabularies/kim.committee_people",
    "gremien/committee/sitzungen/2030-06-03/@vocabularies/kim.committee_people",
    "gremien/committee/@@getVocabulary?name=kim.committee_people&field=minute_taker",
)


def test_a_deputy_finds_nothing_confidential(served_world, session):
    """A member of the committee sees its meeting, but not what is for those who hold a seat."""
    names = ("committee-meeting", "committee-item", "committee-confidential")
    paths = ["gremien/committee", *map(served_world.path, names)]
    found = leaks(session("Deputy, own"), [CONFIDENTIAL], paths, MEETINGS)
    assert found == []
    assert leaks(session("Stand-in, own"), [CONFIDENTIAL], paths[-1:])


def test_visitor_finds_nothing_hidden(served_world, visitor):
    paths = ["", "akteure", "gremien/committee/sitze", *map(served_world.path, LOOKED_AT)]
    holder = user_id("Committee Member, own")
    words = [PLANTED, INTERNAL, PERSON, holder]
    assert leaks(visitor, words, paths, [*HOLDERS, *MEETINGS]) == []


def test_members_of_another_committee_find_no_holders_and_no_papers(served_world, session):
    committee = served_world.path("committee")
    names = ("committee-member", "committee-document", "committee-meeting", "committee-item")
    paths = [committee, *map(served_world.path, names)]
    words = [f"{PERSON}-sits-own", user_id("Committee Member, own"), "papierown"]
    foreign = session("Committee Member, foreign")
    assert leaks(foreign, words, paths, [*HOLDERS, *MEETINGS]) == []


@pytest.mark.parametrize("user", ["Case Manager"])
def test_member_finds_no_drafts(served_world, session, user):
    paths = ["", served_world.path("draft-actor-offer")]
    assert leaks(session(user), [PLANTED], paths) == []


def test_the_crawler_can_find(served_world, visitor):
    """What is public is found, so silence means something."""
    served_world["programme"].description = f"Beschreibung {PLANTED}"
    served_world["programme"].reindexObject()
    transaction.commit()
    found = leaks(visitor, [PLANTED], [served_world.path("programme")])
    assert any(address.startswith("200 GET /programme/programme") for address in found)
    assert any("@search" in address for address in found)
