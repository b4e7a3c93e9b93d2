"""“Kontakt” as it ships: a mail to the office, once."""

from kim.portal.intake.contact import ContactTarget
from kim.portal.intake.forms import ship_contact
from kim.portal.intake.places import IntakeError
from kim.portal.notifications import outbox
from plone import api

import pytest


@pytest.fixture
def form(integration, portal):
    with api.env.adopt_roles(["Manager"]):
        ship_contact()
        ship_contact()
    api.portal.set_registry_record("kim.intake.office_address", "office@example.org")
    return portal["formulare"]["kontakt"]


VALUES = {"message": "Guten Tag", "name": "Anna", "email": "anna@example.org", "phone": ""}


class TestContact:
    def test_ships_published(self, form):
        assert api.content.get_state(form) == "published"

    def test_mails_the_office(self, form, request):
        ContactTarget().create(VALUES, form, None)
        letter = outbox.letters(about=form.UID(), purpose="contact")[-1]
        assert letter.to == "office@example.org"

    @pytest.mark.parametrize(
        ("message", "field"),
        [("geb. 12.03.1990", "message"), ("x" * 10_001, "message")],
        ids=["birth", "long"],
    )
    def test_refuses(self, form, message, field):
        with pytest.raises(IntakeError) as raised:
            ContactTarget().create({**VALUES, "message": message}, form, None)
        assert set(raised.value.messages) == {field}

    def test_says_that_there_is_no_address(self, form):
        api.portal.set_registry_record("kim.intake.office_address", "nobody")
        with pytest.raises(IntakeError) as raised:
            ContactTarget().create(VALUES, form, None)
        assert set(raised.value.messages) == {""}
