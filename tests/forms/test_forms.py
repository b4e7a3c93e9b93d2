"""Every form of the site says what is wrong in the same way, tied to its field."""

from forms.posting import FORM
from forms.posting import Page
from forms.posting import Person
from kim.portal.forms.invalid import FieldInvalid
from kim.portal.forms.messages import explain
from kim.portal.forms.shape import misfits
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from zope import schema

import pytest
import transaction


EASYFORM = """<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
<field name="topic" type="zope.schema.TextLine"><title>Topic</title>
<description>Help</description></field>
<field name="kind" type="zope.schema.Choice"><title>Kind</title>
<values><element>a</element><element>b</element></values></field>
</schema></model>"""


@pytest.fixture(scope="class")
def site(functional_portal_class):
    portal = functional_portal_class
    with api.env.adopt_roles(["Manager"]):
        form = api.content.create(portal, "EasyForm", "ask", title="Ask", fields_model=EASYFORM)
        api.content.transition(form, "publish")
    transaction.commit()
    return portal


@pytest.fixture(scope="class")
def visitor(site) -> Person:
    return Person(site.absolute_url())


@pytest.fixture(scope="class")
def owner(site) -> Person:
    return Person(site.absolute_url(), SITE_OWNER_NAME, SITE_OWNER_PASSWORD)


def check(page: Page) -> None:
    """The summary is announced, its links lead to fields, these name their errors and helps."""
    summary = page.by_id("form-summary")
    assert summary.get("role") == "alert"
    assert summary.xpath(".//h2")
    assert page.summary
    for target in page.summary:
        field = page.by_id(target)
        assert field.tag in ("input", "select", "textarea") or field.get("tabindex") == "-1"
        for named in (field.get("aria-describedby") or "").split():
            page.by_id(named)
    for field in page.tree.xpath("//*[@aria-invalid]"):
        described = field.get("aria-describedby", "").split()
        assert any(page.by_id(one).text_content().strip() for one in described)


def check_labels(page: Page) -> None:
    """Each input has a label, each group a name; no id twice."""
    form = page.tree.xpath(f"({FORM})[1]")[0]
    seen = [e.get("id") for e in form.iter() if e.get("id")]
    assert len(seen) == len(set(seen))
    labels = {label.get("for") for label in form.iter("label")}
    for field in form.xpath(".//input | .//select | .//textarea"):
        if field.get("type") in ("hidden", "submit") or "protected_1" in (field.get("name") or ""):
            continue
        assert field.get("id") in labels, field.get("name")
    for group in form.xpath(".//*[@role='group' or @role='radiogroup']"):
        named = group.get("aria-labelledby")
        assert named and named in seen, group.get("id")


class TestForms:
    def test_easyform(self, visitor):
        page = visitor.send("/ask", {"kind:list": None}, "form.buttons.submit")
        assert next(iter(page.summary)) == "form-widgets-topic"
        check(page)
        topic = page.by_id("form-widgets-topic")
        assert topic.get("aria-describedby") == "form-widgets-topic-error form-widgets-topic-help"

    def test_login(self, visitor):
        page = visitor.open("/login")
        page = visitor.post(
            "/login",
            [
                *page.fields("//form[@id='login-form'] | //form[.//input[@name='__ac_password']]"),
                ("buttons.login", "x"),
            ],
        )
        assert set(page.summary) == {"__ac_name", "__ac_password"}
        check(page)

    def test_control_panel(self, owner):
        page = owner.send(
            "/@@mail-controlpanel", {"form.widgets.smtp_port": "x"}, "form.buttons.save"
        )
        assert "form-widgets-smtp_port" in page.summary
        check(page)

    def test_document(self, owner):
        page = owner.send("/++add++Document", {"IDublinCore.title": "", "IBasic.title": ""})
        assert [t for t in page.summary if t.endswith("title")]
        check(page)

    @pytest.mark.parametrize(
        "path", ["akteure/++add++Actor", "netzwerke/++add++Network", "kommunen/++add++Municipality"]
    )
    def test_labels(self, owner, path):
        page = owner.open(f"/{path}")
        assert page.status == 200
        check_labels(page)
        check(owner.send(f"/{path}", {}))

    def test_no_tabs(self, owner):
        page = owner.open("/akteure/++add++Actor")
        assert not page.tree.xpath("//form[contains(@class, 'pat-autotoc')]")
        assert len(page.tree.xpath("//form//fieldset/legend")) > 2

    def test_selects_choose_nothing_by_themselves(self, owner):
        page = owner.open("/akteure/++add++Actor")
        first = page.by_id("form-widgets-category").xpath("./option")[0]
        assert first.get("value") == "--NOVALUE--"

    def test_row_buttons_have_names(self, owner):
        page = owner.open("/akteure/++add++Actor")
        add = page.tree.xpath("//button[contains(@class, 'kim-row-add')]")
        assert len(add) > 3
        assert all(b.text_content().strip() and b.get("type") == "button" for b in add)
        remove = page.tree.xpath("//template//button[contains(@class, 'kim-row-remove')]")
        assert all(b.text_content().strip() and b.get("aria-describedby") for b in remove)


class TestExplain:
    @pytest.mark.parametrize(
        ("field", "value", "msgid"),
        [
            (schema.TextLine(max_length=3), "four", "error_too_long"),
            (schema.List(max_length=1), [1, 2], "error_too_many"),
            (schema.Int(max=3), 4, "error_too_big"),
            (schema.Int(min=3), 2, "error_too_small"),
            (schema.Int(), "x", "error_wrong_type"),
            (schema.TextLine(), None, "error_missing"),
            (schema.Choice(["a"]), "b", "error_unknown_term"),
            (schema.List(value_type=schema.Choice(["a"])), ["b"], "error_unknown_term"),
        ],
    )
    def test_says_what_to_do(self, field, value, msgid):
        with pytest.raises(schema.ValidationError) as caught:
            field.validate(value)
        assert explain(caught.value) == msgid

    def test_ours_speaks_for_itself(self):
        assert explain(FieldInvalid("so it is", "field")) == "so it is"


class TestShape:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            (schema.Bool(), 1),
            (schema.Int(), True),
            (schema.Int(), 1.0),
            (schema.Float(), float("nan")),
            (schema.Float(), float("inf")),
            (schema.Decimal(), "1e5"),
            (schema.Decimal(), []),
            (schema.Time(), "24:00"),
            (schema.Date(), "1.1.2026"),
            (schema.Text(), {}),
            (schema.Choice(["a"]), {"token": ["a"]}),
            (schema.List(), "a"),
            (schema.List(), ["a"] * 1001),
        ],
    )
    def test_misfit(self, field, value):
        assert [error.path for error in misfits(field, value, ("f",))] == [("f",)]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            (schema.Bool(), False),
            (schema.Int(), 10**20),
            (schema.Float(), 1),
            (schema.Decimal(), "1.50"),
            (schema.Time(), "08:05:00"),
            (schema.Date(), "2026-01-31"),
            (schema.Choice(["a"]), {"token": "a", "title": "A"}),
            (schema.List(value_type=schema.Text()), ["a"]),
            (schema.Text(), None),
        ],
    )
    def test_fit(self, field, value):
        assert not list(misfits(field, value, ("f",)))
