"""What schemas, forms and other callers are told about clients' data in texts."""

from kim.portal.forms.invalid import apart
from kim.portal.privacy.guard import problems
from kim.portal.privacy.guard import refuse_clients
from kim.portal.privacy.marking import marked
from types import SimpleNamespace
from z3c.form.validator import Data
from z3c.form.validator import InvariantsValidator
from zope.i18n import translate
from zope.interface import Interface
from zope.interface import invariant

import pytest
import zope.schema


class IReport(Interface):
    what = zope.schema.Text()
    where = zope.schema.List(value_type=zope.schema.TextLine())
    no_clients = zope.schema.Bool()

    @invariant
    def no_clients_inside(data):
        refuse_clients(data, ("what", "where"))


BIRTH = "Ein Fall:\nder Klient, geb. 12.03.1990, wartet"
NAMED = "Frau Müller wartet"


def faults(values: dict, context=None) -> dict[str, str]:
    """What form and API are told, by field."""
    errors = []
    try:
        IReport.validateInvariants(Data(IReport, values, context), errors)
    except Exception:
        assert errors
    return {error.path[0]: translate(error.message) for error in apart(errors)}


class TestRefuseClients:
    def test_lets_texts_pass(self):
        assert faults({"what": "Kurse fehlen", "where": ["Neuss"], "no_clients": False}) == {}

    def test_says_what_where_and_why(self):
        message = faults({"what": BIRTH, "where": [], "no_clients": False})["what"]
        assert "line 2: “…lient, geb. 12.03.1990, wartet” (date of birth)" in message
        assert message.startswith("Please no names or data of clients")

    def test_asks_about_what_may_be_one(self):
        message = faults({"what": NAMED, "where": [], "no_clients": False})["what"]
        assert "line 1: “Frau Müller wartet” (perhaps a name)" in message

    def test_takes_an_answer_for_what_may_be_one_alone(self):
        assert faults({"what": NAMED, "where": [], "no_clients": True}) == {}
        assert faults({"what": BIRTH, "where": [], "no_clients": True})

    def test_shows_all_faults_at_once(self):
        assert set(
            faults({"what": BIRTH, "where": ["bei Familie Meier"], "no_clients": False})
        ) == {
            "what",
            "where",
        }

    def test_leaves_out_other_kinds_of_values(self):
        assert faults({"what": None, "where": None, "no_clients": None}) == {}

    def test_asks_of_content_itself(self):
        content = SimpleNamespace(what=NAMED, where=(), no_clients=False)
        with pytest.raises(Exception, match="privacy_asked"):
            refuse_clients(content, ("what",))


class TestPatch:
    """The API sends some fields; z3c.form reads the others off the content."""

    @pytest.fixture
    def stored(self, monkeypatch):
        content = SimpleNamespace(what=BIRTH, where=[], no_clients=True)
        monkeypatch.setattr(
            "z3c.form.validator.zope.component.getMultiAdapter",
            lambda found, _interface: SimpleNamespace(get=lambda: getattr(*found_name(found))),
        )

        def found_name(found):
            return found[0], found[1].__name__

        return content

    def test_asks_about_what_was_sent(self, stored):
        assert faults({"where": ["Neuss"]}, stored) == {}
        assert set(faults({"what": BIRTH}, stored)) == {"what"}

    def test_an_old_answer_does_not_cover_a_new_text(self, stored):
        assert set(faults({"what": NAMED}, stored)) == {"what"}
        assert faults({"what": NAMED, "no_clients": True}, stored) == {}

    def test_works_where_stock_validators_ask(self, stored):
        validator = InvariantsValidator(stored, None, None, IReport, None)
        assert len(validator.validate({"what": BIRTH})) == 1


class TestProblems:
    def test_by_name(self):
        told = problems({"a": BIRTH, "b": NAMED, "c": "Kurse", "d": ""}, confirmed=True)
        assert set(told) == {"a"}

    def test_names_the_first_few(self):
        told = problems({"a": "Frau Müller\n" * 7}, confirmed=False)
        message = translate(told["a"])
        assert "line 5: " in message and "line 6: " not in message
        assert message.count("and 2 more") == 1


class TestMarked:
    def test_marks_and_escapes(self):
        assert marked("<b>Frau Müller</b>, geb. 12.03.1990") == (
            "&lt;b&gt;<mark>Frau Müller</mark>&lt;/b&gt;, geb. "
            '<mark class="kim-refused">12.03.1990</mark>'
        )
