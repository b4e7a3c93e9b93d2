"""A form as visitors meet it: what comes in, what does not, and that nothing typed is lost."""

from forms.posting import Person
from kim.portal.intake import gate
from kim.portal.intake.forms import ship
from kim.portal.intake.places import IIntakeTarget
from kim.portal.intake.places import IntakeError
from kim.portal.intake.places import TargetField
from kim.portal.structure import build_missing
from plone import api
from zope.component import getGlobalSiteManager
from zope.interface import implementer

import pytest
import transaction


MODEL = """<model xmlns="http://namespaces.plone.org/supermodel/schema"
  xmlns:form="http://namespaces.plone.org/supermodel/form"><schema>
<field name="what" type="zope.schema.TextLine"><title>What</title></field>
<fieldset name="more" label="More">
<field name="where" type="zope.schema.TextLine"><title>Where</title>
<required>False</required></field>
</fieldset></schema></model>"""
ACTIONS = """<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
<field name="intake" type="kim.portal.intake.action.Intake"><title>In</title>
<target>tests.folder</target><pairs>what: title</pairs></field></schema></model>"""
MINE = "form.buttons.submit"


@implementer(IIntakeTarget)
class FolderTarget:
    """Makes a private folder; refuses two words."""

    title = "Folder"
    fields = (TargetField("title", "Title", required=True), TargetField("where", "Where"))

    def create(self, values, form, request):
        with api.env.adopt_roles(["Manager"]):
            made = api.content.create(api.portal.get(), "Folder", title=values["title"])
        if values["title"] == "wrong":
            raise IntakeError({"title": "Not this.", "where": "Nor there.", "": "In all, no."})
        return made


@pytest.fixture(scope="class")
def site(functional_portal_class):
    portal = functional_portal_class
    manager = getGlobalSiteManager()
    target = FolderTarget()
    manager.registerUtility(target, IIntakeTarget, "tests.folder")
    with api.env.adopt_roles(["Manager"]):
        build_missing()
        ship(portal["formulare"], "ask", "Fragen", MODEL, ACTIONS)
        ship(portal["formulare"], "idle", "Nichts", MODEL, NO_ACTIONS)
    api.portal.set_registry_record("kim.intake.seconds", 0)
    api.portal.set_registry_record("kim.intake.per_address", 1000)
    transaction.commit()
    yield portal
    manager.unregisterUtility(target, IIntakeTarget, "tests.folder")


NO_ACTIONS = '<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema/></model>'
PATH = "/formulare/ask"


@pytest.fixture(scope="class")
def visitor(site) -> Person:
    return Person(site.absolute_url())


def titles(site) -> list[str]:
    transaction.begin()
    return [item.title for item in site.contentValues() if item.portal_type == "Folder"]


def send(person, values, page=None):
    return person.send(PATH, values, MINE, page)


def value_of(page, name: str) -> str:
    return dict(page.fields())[f"form.widgets.{name}"]


class TestPage:
    def test_becomes_content_that_is_not_published(self, site, visitor):
        page = send(visitor, {"what": "Neu"})
        assert page.status == 200
        assert "Neu" in titles(site)
        assert api.content.get_state(site["neu"]) == "private"

    def test_is_never_cached(self, visitor):
        one, other = visitor.open(PATH), visitor.open(PATH)
        assert dict(one.fields())[gate.FIELD] != dict(other.fields())[gate.FIELD]
        assert "no-store" in one.response.headers["Cache-Control"]

    def test_faults_stand_at_their_fields_in_fieldsets_too(self, site, visitor):
        page = send(visitor, {"what": "wrong", "where": "Dort"})
        assert page.summary["form-widgets-what"].endswith("Not this.")
        assert page.summary["form-widgets-where"].endswith("Nor there.")
        assert page.summary[""] == "In all, no."
        field = page.by_id("form-widgets-where")
        assert field.get("aria-invalid") == "true"
        assert "form-widgets-where-error" in field.get("aria-describedby")
        assert value_of(page, "what") == "wrong" and value_of(page, "where") == "Dort"

    def test_a_fault_takes_back_what_was_written(self, site, visitor):
        send(visitor, {"what": "wrong"})
        assert "wrong" not in titles(site)
        assert not site.portal_catalog.unrestrictedSearchResults(Title="wrong")

    def test_corrected_it_comes_in(self, site, visitor):
        page = send(visitor, {"what": "wrong"})
        send(visitor, {"what": "Besser"}, page)
        assert "Besser" in titles(site)

    def test_a_second_click_brings_nothing_twice(self, site, visitor):
        page = visitor.open(PATH)
        send(visitor, {"what": "Einmal"}, page)
        again = send(visitor, {"what": "Einmal"}, page)
        assert again.status == 409
        assert "schon" in again.summary[""]
        assert titles(site).count("Einmal") == 1

    @pytest.mark.parametrize("note", ["", "nonsense", "ä"])
    def test_without_the_note_nothing_comes_in(self, site, visitor, note):
        page = visitor.open(PATH)
        fields = [(n, v) for n, v in page.fields() if n != gate.FIELD]
        fields += [(gate.FIELD, note), ("form.widgets.what", "Robot"), (MINE, "x")]
        answer = visitor.post(PATH, [f for f in fields if f != ("form.widgets.what", "")])
        assert answer.summary[""]
        assert value_of(answer, "what") == "Robot"
        assert "Robot" not in titles(site)

    def test_the_note_of_another_form_does_not_count(self, site, visitor):
        other = dict(visitor.open("/formulare/idle").fields())[gate.FIELD]
        page = send(visitor, {"form.note": other, "what": "Fremd"})
        fields = [(n, v) for n, v in visitor.open(PATH).fields() if n not in (gate.FIELD,)]
        fields = [(n, "Fremd2" if n == "form.widgets.what" else v) for n, v in fields]
        page = visitor.post(PATH, [*fields, (gate.FIELD, other), (MINE, "x")])
        assert page.summary[""] and "Fremd2" not in titles(site)

    def test_by_get_nothing_comes_in(self, site, visitor):
        page = visitor.open(PATH)
        note = dict(page.fields())[gate.FIELD]
        visitor.open(f"{PATH}?form.widgets.what=Geholt&{gate.FIELD}={note}&{MINE}=x")
        assert "Geholt" not in titles(site)

    def test_a_form_that_does_nothing_says_so(self, visitor):
        page = visitor.send("/formulare/idle", {"what": "x"}, MINE)
        assert page.summary[""]

    def test_too_fast(self, site, visitor):
        api.portal.set_registry_record("kim.intake.seconds", 60)
        transaction.commit()
        page = send(visitor, {"what": "Schnell"})
        api.portal.set_registry_record("kim.intake.seconds", 0)
        transaction.commit()
        assert page.summary[""] and value_of(page, "what") == "Schnell"
        assert "Schnell" not in titles(site)
        send(visitor, {}, page)
        assert "Schnell" in titles(site)

    def test_too_often(self, site, visitor):
        api.portal.set_registry_record("kim.intake.per_address", 1)
        transaction.commit()
        send(visitor, {"what": "Oft"})
        page = send(visitor, {"what": "Oft"})
        api.portal.set_registry_record("kim.intake.per_address", 1000)
        transaction.commit()
        assert page.status == 429
        assert value_of(page, "what") == "Oft"
