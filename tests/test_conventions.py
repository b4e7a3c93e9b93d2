"""What the project agreed on, kept by tests: rooms, names, messages, schemas, upgrade steps."""

from importlib import import_module
from kim.portal.county import publication
from kim.portal.meetings import life
from kim.portal.minutes import life as minutes_life
from lxml import etree
from pathlib import Path
from plone.dexterity.utils import resolveDottedName
from tests.messages import translated
from tests.messages import used

import ast
import pytest
import re


PACKAGE = Path(__file__).parent.parent / "src/kim.portal/kim/portal"
PROFILE = PACKAGE / "profiles/default"
# A room imports only rooms on a lower floor.
FLOORS = {
    "access": 0,
    "forms": 0,
    "notifications": 0,
    "printing": 0,
    "theme": 0,
    "county": 1,
    "privacy": 1,
    "directory": 2,
    "intake": 2,
    "words": 2,
    "editing": 3,
    "search": 3,
    "committees": 4,
    "networks": 4,
    "composing": 5,
    "meetings": 5,
    "tracking": 6,
    "admission": 6,
    "gaps": 7,
    "invitations": 7,
    "pending": 7,
    "sessions": 8,
    "surveys": 8,
    "triage": 8,
    "packs": 8,
    "calendars": 8,
    "minutes": 9,
    "proposals": 9,
    "reporting": 9,
    "deliberation": 10,
    "decisions": 11,
    "mandates": 12,
}
# Above all rooms: how a site is set up.
ROOF = {"distribution", "setuphandlers", "structure", "pages", "upgrades"}


def imports(path: Path) -> set[str]:
    """First name below kim.portal of everything that a module, ZCML or FTI names."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        names = set()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
            elif isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
    else:
        names = set(re.findall(r"kim\.portal(?:\.\w+)+", text))
    found = {n.removeprefix("kim.portal").lstrip(".") for n in names if n.startswith("kim.portal")}
    return {name.split(".")[0] for name in found}


def sources() -> list[Path]:
    return [p for p in sorted(PACKAGE.rglob("*")) if p.suffix in (".py", ".zcml")]


class TestRooms:
    def test_every_package_has_a_floor(self):
        rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
        assert rooms == set(FLOORS) | {"pages", "upgrades"}

    @pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(PACKAGE)))
    def test_imports_go_downward(self, path):
        room = path.relative_to(PACKAGE).parts[0]
        if room not in FLOORS:
            return
        others = (imports(path) & (set(FLOORS) | ROOF)) - {room}
        assert not {name for name in others if FLOORS.get(name, 99) >= FLOORS[room]}

    def test_no_drawers(self):
        drawers = {"utils", "helpers", "misc", "common", "base"}
        assert not [p for p in PACKAGE.rglob("*.py") if p.stem in drawers]


class TestWorkflow:
    tree = etree.parse(PROFILE / "workflows/kim_directory_workflow/definition.xml")

    def test_ids_states_and_transitions_agree_with_the_code(self):
        assert self.tree.getroot().get("workflow_id") == publication.WORKFLOW
        states = {node.get("state_id") for node in self.tree.iter("state")}
        steps = {node.get("transition_id") for node in self.tree.iter("transition")}
        assert states == set(publication.STATES)
        assert steps == set(publication.TRANSITIONS)


class TestMeetingWorkflows:
    @pytest.mark.parametrize(
        ("workflow", "states", "steps"),
        [
            (life.WORKFLOW, life.STATES, life.TRANSITIONS),
            (minutes_life.WORKFLOW, minutes_life.STATES, minutes_life.TRANSITIONS),
            (
                life.AGENDA_WORKFLOW,
                (life.SHARED, life.CONFIDENTIAL),
                (life.CONCEAL, life.REVEAL),
            ),
        ],
    )
    def test_ids_agree_with_the_code(self, workflow, states, steps):
        tree = etree.parse(PROFILE / "workflows" / workflow / "definition.xml")
        assert tree.getroot().get("workflow_id") == workflow
        assert {node.get("state_id") for node in tree.iter("state")} == set(states)
        assert {node.get("transition_id") for node in tree.iter("transition")} == set(steps)


class TestTypes:
    @pytest.mark.parametrize(
        "path", sorted((PROFILE / "types").glob("*.xml")), ids=lambda p: p.stem
    )
    def test_class_and_schema_import(self, path):
        tree = etree.parse(path)
        for name in ("klass", "schema"):
            for node in tree.iterfind(f"property[@name='{name}']"):
                assert resolveDottedName(node.text)

    @pytest.mark.parametrize(
        "path", sorted((PROFILE / "types").glob("*.xml")), ids=lambda p: p.stem
    )
    def test_no_class_has_annotations_of_python(self, path):
        """zope.annotation would share them among all objects of the class, and lose them."""
        for node in etree.parse(path).iterfind("property[@name='klass']"):
            if node.text and node.text.startswith("kim."):
                assert "__annotations__" not in vars(resolveDottedName(node.text))


class TestMessages:
    @pytest.mark.parametrize("domain", ["kim.portal", "plone"])
    def test_every_message_has_its_german(self, domain):
        german = translated(domain, "de")
        lacking = [m for (d, m) in used() if d == domain and not german.get(m)]
        assert not lacking

    def test_every_variable_is_kept(self):
        german = translated("kim.portal", "de")
        variable = re.compile(r"\$\{\w+\}")
        for (domain, msgid), default in used().items():
            if domain == "kim.portal" and german.get(msgid):
                assert set(variable.findall(german[msgid])) == set(variable.findall(default)), msgid


class TestUpgrades:
    def test_no_dangling_step(self):
        """Each step leads on from the one before, the last to the profile's version."""
        version = etree.parse(PROFILE / "metadata.xml").findtext("version")
        steps = sorted(
            int(p.stem.removeprefix("to_")) for p in (PACKAGE / "upgrades").glob("to_*.py")
        )
        assert steps == list(range(1001, 1001 + len(steps)))
        assert int(version) == (steps[-1] if steps else 1000)
        zcml = (PACKAGE / "upgrades/configure.zcml").read_text(encoding="utf-8")
        for step in steps:
            assert f'destination="{step}"' in zcml
            assert import_module(f"kim.portal.upgrades.to_{step}").upgrade


class TestCounty:
    def test_nothing_in_the_code_knows_the_county(self):
        names = re.compile(
            r"neuss|dormagen|jüchen|juechen|meerbusch|kaarst|grevenbroich", re.IGNORECASE
        )
        data = PACKAGE / "county/data"
        found = [
            path
            for path in PACKAGE.rglob("*")
            if path.suffix in (".py", ".pt", ".zcml", ".xml", ".po", ".html")
            and data not in path.parents
            and names.search(path.read_text(encoding="utf-8"))
        ]
        assert not found


def public_views() -> set[str]:
    """Every page and service that asks for no more than View, as ``name for``."""
    found = set()
    for path in PACKAGE.rglob("*.zcml"):
        for node in etree.parse(path).iter(etree.Element):
            kind = etree.QName(node).localname
            if kind in ("page", "service") and node.get("permission") in PUBLIC:
                found.add(f"{node.get('name') or node.get('method')} {node.get('for')}")
    return found


PUBLIC = ("zope2.View", "zope.Public", "zope2.Public", "plone.restapi.UseRESTAPI")


class TestPublicViews:
    def test_no_public_view_that_the_list_does_not_name(self):
        listed = set((Path(__file__).parent / "public_views.txt").read_text().splitlines())
        assert public_views() == listed
