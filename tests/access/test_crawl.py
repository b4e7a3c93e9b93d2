"""Nobody finds anything of what is hidden from them, wherever they look."""

from tests.access.crawl import leaks
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
    "committee-document",
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


def test_visitor_finds_nothing_hidden(served_world, visitor):
    paths = ["", "akteure", "gremien/committee/sitze", *map(served_world.path, LOOKED_AT)]
    holder = user_id("Committee Member, own")
    assert leaks(visitor, [PLANTED, INTERNAL, PERSON, holder], paths, HOLDERS) == []


def test_members_of_another_committee_find_no_holders_and_no_papers(served_world, session):
    committee = served_world.path("committee")
    paths = [committee, *map(served_world.path, ("committee-member", "committee-document"))]
    words = [f"{PERSON}-sits-own", user_id("Committee Member, own"), "papierown"]
    assert leaks(session("Committee Member, foreign"), words, paths, HOLDERS) == []


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
