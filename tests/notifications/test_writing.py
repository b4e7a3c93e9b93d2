"""Texts of mails: plain text in the reader's language."""

from kim.portal import _
from kim.portal.notifications.writing import language_of
from kim.portal.notifications.writing import written
from pathlib import Path
from plone import api

import pytest


INVITED = Path(__file__).parent / "texts/invited.txt.pt"


@pytest.mark.usefixtures("integration")
class TestWritten:
    def test_as_it_is_typed_without_html(self):
        text = written(INVITED, "de", place='Rathaus & <b>"Saal"</b> &amp;', items=["a", "b < c"])
        assert text == 'Postausgang\n\nOrt: Rathaus & <b>"Saal"</b> &amp;\n- a\n- b < c\n'

    def test_what_is_left_out_leaves_no_hole(self):
        assert written(INVITED, "de", place="", items=[]) == "Postausgang\n"

    def test_nothing_is_wrapped(self):
        place = "Wort " * 60 + "Ende"
        assert f"Ort: {place}\n" in written(INVITED, "de", place=place, items=[])

    def test_messages_among_the_values_are_translated(self):
        items = [_("outbox_waiting", default="Waiting")]
        assert "- Wartet" in written(INVITED, "de", place="", items=items)
        assert "- Waiting" in written(INVITED, "en", place="", items=items)

    def test_the_language_of_the_site(self):
        assert written(INVITED, place="", items=[]) == "Postausgang\n"


class TestLanguageOf:
    @pytest.mark.parametrize(
        ("chosen", "spoken"), [("en", "en"), ("", "de"), ("xx", "de")], ids=str
    )
    def test_chosen_where_the_site_speaks_it(self, integration, chosen, spoken):
        user = api.user.create(username="reader", email="reader@example.org")
        user.setMemberProperties({"language": chosen})
        assert language_of(user.getId()) == spoken

    def test_nobody(self, integration):
        assert language_of("nobody") == "de"
