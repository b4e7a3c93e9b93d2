"""What people type, and what must be among the first three results, over a real county's data.

``queries.yaml`` was written from the data before the search could be tried. A row that has
``fails`` says why the search does not do what people would expect; if it does one day, the row is
to lose that mark.
"""

from kim.portal.search.finding import Finder
from kim.portal.search.query import Query
from pathlib import Path
from plone.app.testing import logout
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest

import pytest
import yaml


ROWS = yaml.safe_load(Path(__file__).with_name("queries.yaml").read_text(encoding="utf-8"))
FIRST = 3


def first(finder: Finder, query: str) -> list[str]:
    """External ids of the first results; a page without one by its short name."""
    brains = finder.find(Query(query, size=FIRST)).brains
    return [brain.external_id if brain.external_id else brain.getId for brain in brains]


class TestQueries:
    @pytest.fixture(scope="class")
    def answers(self, real_county) -> dict[str, list[str]]:
        """Query → external ids of the first results."""
        with real_county() as site:
            logout()
            setRequest(site.REQUEST)
            finder = Finder(site)
            found = {row["query"]: first(finder, str(row["query"])) for row in ROWS}
            clearRequest()
            return found

    def test_the_table_is_long_enough(self):
        assert len(ROWS) >= 150
        assert len({row["query"] for row in ROWS}) == len(ROWS)

    @pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["query"]))
    def test_the_right_entry_comes_first(self, answers, row):
        found = not set(row["expect"]).isdisjoint(answers[row["query"]])
        assert found != ("fails" in row), answers[row["query"]]

    def test_few_fail(self):
        assert sum("fails" in row for row in ROWS) <= 5
