"""Who may do what with forms: the office sets them up, code is nobody's, visitors see a form."""

from forms.posting import Person
from kim.portal.intake.forms import ship_contact
from kim.portal.intake.unsafe import NO_ACTIONS
from kim.portal.structure import build_missing
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD

import pytest
import transaction


PASSWORD = "not-a-real-1-Password"
FORM = "/formulare/kontakt"


@pytest.fixture(scope="class")
def site(functional_portal_class):
    portal = functional_portal_class
    with api.env.adopt_roles(["Manager"]):
        build_missing()
        ship_contact()
        for name, group in (("office", "kim-coordination"), ("case", "kim-case-managers")):
            user = api.user.create(email=f"{name}@example.org", username=name, password=PASSWORD)
            api.group.add_user(groupname=group, user=user)
    transaction.commit()
    return portal


@pytest.fixture(scope="class")
def office(site) -> Person:
    return Person(site.absolute_url(), "office")


@pytest.fixture(scope="class")
def visitor(site) -> Person:
    return Person(site.absolute_url())


class TestOffice:
    def test_makes_a_form_that_does_nothing_yet(self, site, office):
        office.send(
            "/formulare/++add++EasyForm",
            {"form.widgets.IDublinCore.title": "Umfrage"},
        )
        transaction.begin()
        assert site["formulare"]["umfrage"].actions_model == NO_ACTIONS

    def test_is_offered_our_action_alone(self, office):
        page = office.open(f"{FORM}/actions/@@add-action")
        assert page.status == 200
        offered = page.tree.xpath("//select[contains(@name, 'factory')]/option")
        assert [o.text.strip() for o in offered if o.get("value") != "--NOVALUE--"] == [
            "In Inhalt umwandeln"
        ]

    def test_sets_the_action_up(self, site, office):
        page = office.open(f"{FORM}/actions/intake/@@edit")
        assert page.status == 200
        assert "Mail an die koordinierende Stelle" in page.text("//select")
        office.send(f"{FORM}/actions/intake/@@edit", {"pairs": "name: name"}, page=page)
        transaction.begin()
        assert "name: name" in site["formulare"]["kontakt"].actions_model

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"pairs": "nothing: message"}, "pairs"),
            ({"pairs": "message: nothing"}, "pairs"),
            ({"pairs": "message"}, "pairs"),
            ({"pairs": "", "container": "/formulare"}, "container"),
        ],
        ids=range(4),
    )
    def test_is_told_what_is_wrong(self, office, values, field):
        page = office.send(f"{FORM}/actions/intake/@@edit", values)
        assert f"form-widgets-{field}" in page.summary

    @pytest.mark.parametrize("part", ["fields", "actions"])
    def test_writes_no_xml(self, office, part):
        page = office.open(f"{FORM}/{part}/@@modeleditor")
        assert "pat-code-editor" not in page.response.text

    def test_sees_no_expressions(self, office):
        page = office.open(f"{FORM}/edit")
        assert page.status == 200
        names = {element.get("name") for element in page.tree.xpath("//*[@name]")}
        assert "form.widgets.title" in names or "form.widgets.IDublinCore.title" in names
        assert not [name for name in names if "Override" in name or "Injection" in name]

    @pytest.mark.parametrize("name", ["fields_model", "actions_model", "savedDataStorage"])
    def test_sends_no_xml_by_the_api(self, office, name):
        answer = office.api("PATCH", FORM, {name: "<model />"})
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == name

    def test_sends_no_expression_by_the_api(self, site, office):
        office.api("PATCH", FORM, {"title": "Kontakt neu", "headerInjection": "string:<script>"})
        transaction.begin()
        form = site["formulare"]["kontakt"]
        assert form.title == "Kontakt neu"
        assert not form.headerInjection

    def test_changes_settings(self, office):
        assert office.open("/@@kim-intake").status == 200


class TestManager:
    def test_may_write_xml(self, site):
        manager = Person(site.absolute_url(), SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        assert "pat-code-editor" in manager.open(f"{FORM}/fields/@@modeleditor").response.text


class TestOthers:
    @pytest.mark.parametrize("name", [None, "case"])
    @pytest.mark.parametrize(
        "path",
        [
            "/@@saveddata",
            "/@@get_save_data_adapters",
            "/actions",
            "/fields",
            "/actions/intake/@@edit",
            "/actions/intake/@@data",
            "/fields/@@modeleditor",
            "/actions/@@modeleditor",
            "/@@export-easyform",
            "/edit",
        ],
    )
    def test_see_nothing_behind_the_form(self, site, name, path):
        page = Person(site.absolute_url(), name).open(FORM + path)
        assert page.status in (401, 403, 404) or "login" in page.url or "require_login" in page.url
        assert "intake.contact" not in page.response.text

    @pytest.mark.parametrize("name", [None, "case"])
    def test_the_api_tells_nothing_of_the_inside(self, site, name):
        answer = Person(site.absolute_url(), name).api("GET", FORM)
        assert answer.status_code == 200, answer.text[-900:]
        for word in ("actions_model", "fields_model", "headerInjection", "intake.contact"):
            assert word not in answer.text

    def test_are_led_from_plones_contact_form_to_ours(self, site, visitor):
        assert visitor.open("/contact-info").url.endswith(FORM)

    def test_make_no_forms(self, site):
        case = Person(site.absolute_url(), "case")
        answer = case.api("POST", "/formulare", {"@type": "EasyForm", "title": "Meins"})
        assert answer.status_code in (401, 403)
