"""Two processes confirm decisions at once: numbers without a hole and without doubles; `verify`."""

from pathlib import Path
from tests.browser.conftest import RunningPortal

import subprocess
import sys


CHECKOUT = Path(__file__).resolve().parents[2]
EACH = 5

PREPARE = """
from AccessControl.SecurityManagement import newSecurityManager
from kim.portal.committees import seats
from kim.portal.committees.seat import today
from kim.portal.county import publication
from kim.portal.interfaces import IKimLayer
from kim.portal.invitations import inviting
from kim.portal.meetings import agenda
from kim.portal.meetings import planning
from kim.portal.sessions import conduct
from datetime import date
from datetime import time
from plone import api
from zope.component.hooks import setSite
from zope.globalrequest import setRequest
from zope.lifecycleevent import modified
from zope.interface import alsoProvides

import transaction

setSite(app.kim)
setRequest(app.REQUEST)
alsoProvides(app.REQUEST, IKimLayer)
newSecurityManager(None, app.acl_users.getUserById("admin").__of__(app.acl_users))
people = {
    name: api.user.create(
        username=name, email=f"{name}@example.org", password="Kaffeetasse-7-Regal"
    ).getId()
    for name in ("testbuero", "testvorsitz")
}
api.group.add_user(groupname="kim-coordination", username="testbuero")
place = app.kim["gremien"]
group = api.content.create(place, "Committee", "testlenkung", title="Test", level="steering")
publication.publish(group)
seat = seats.add(
    group, id="s", title="Vorsitz", holder=people["testvorsitz"], valid_from=date(2020, 1, 1)
)
group.chair = api.content.get_uuid(seat)
modified(group)
meeting = planning.plan(group, day=today(), begins=time(14), place="Kreishaus")
for number in range(10):
    agenda.add(meeting, title=f"Punkt {number} (Testdaten)", kind="decision")
transaction.commit()
inviting.invite(meeting)
conduct.begin(meeting)
transaction.commit()
"""

CONFIRM = """
from kim.portal.decisions import confirming
from kim.portal.decisions import recording
from kim.portal.interfaces import IKimLayer
from kim.portal.meetings import agenda
from plone import api
from zope.component.hooks import setSite
from zope.globalrequest import setRequest
from zope.interface import alsoProvides

import sys
import transaction

setSite(app.kim)
setRequest(app.REQUEST)
alsoProvides(app.REQUEST, IKimLayer)
first, count = int(sys.argv[3]), int(sys.argv[4])
(meeting,) = app.kim["gremien"]["testlenkung"]["sitzungen"].objectValues()
names = [item.getId() for item in agenda.items(meeting) if item.title.startswith("Punkt")]
for name in names[first:first + count]:
    for attempt in transaction.manager.attempts(30):
        with attempt:
            item = meeting[name]
            with api.env.adopt_user(username="testbuero"):
                recording.record(item, "Testbeschluss", "unchanged")
            with api.env.adopt_user(username="testvorsitz"):
                confirming.confirm(item)
"""


def start(portal: RunningPortal, script: Path, *arguments: str) -> subprocess.Popen[bytes]:
    program = portal.folder / "bin" / "instance"
    return subprocess.Popen([program, "run", script, *arguments])


def verify(portal: RunningPortal) -> tuple[int, str]:
    command = [sys.executable, "-m", "instance.verify", "--run", portal.folder]
    ended = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout


def test_two_processes_at_once(portal: RunningPortal, tmp_path: Path) -> None:
    scripts = {"prepare": PREPARE, "confirm": CONFIRM}
    paths = {name: tmp_path / f"{name}.py" for name in scripts}
    for name, text in scripts.items():
        paths[name].write_text(text, encoding="utf-8")
    assert start(portal, paths["prepare"]).wait(timeout=300) == 0
    both = [start(portal, paths["confirm"], str(first), str(EACH)) for first in (0, EACH)]
    assert [one.wait(timeout=600) for one in both] == [0, 0]
    status, said = verify(portal)
    assert (status, f"OK, {2 * EACH} decisions" in said) == (0, True), said
