"""``@@zugang``: a link in a mail, the button behind it, what it opens, what it never tells."""

from kim.portal.admission import passes
from kim.portal.admission.places import IPass
from kim.portal.admission.places import IPassPage
from kim.portal.admission.posting import subject
from kim.portal.admission.posting import token
from kim.portal.committees import seats
from kim.portal.committees.seat import today
from kim.portal.interfaces import IKimLayer
from kim.portal.meetings import planning
from kim.portal.notifications import links
from plone import api
from tests.admission.conftest import press
from tests.invitations.conftest import Post
from tests.invitations.conftest import SECRET
from tests.layers import address
from transaction import TransactionManager
from ZODB.POSException import ConflictError
from zope.component import getGlobalSiteManager
from zope.component.hooks import site as in_site
from zope.interface import implementer

import pytest
import transaction


GONE = "Dieser Link gilt nicht (mehr)"


@implementer(IPassPage)
class Greeting:
    """A page as another room offers it."""

    title = "Sitzungsgruss"
    order = 10

    def __init__(self, given, request):
        self.given, self.request = given, request

    def render(self):
        user = api.user.get_current()
        if self.request.method == "POST":
            return f"<p>Stimme von {user.getProperty('fullname')}</p>"
        value = token(subject(self.given))
        form = f"<form method='post'><input name='token' value='{value}'></form>"
        return f"<p>Mappe für {user.getProperty('fullname')}</p>{form}"


@pytest.fixture
def greeting():
    manager = getGlobalSiteManager()
    required = (IPass, IKimLayer)
    manager.registerAdapter(Greeting, required, IPassPage, "gruss")
    yield
    manager.unregisterAdapter(Greeting, required, IPassPage, "gruss")


def is_plain(page, status: int) -> bool:
    text = page.text("//*[@id='content']")
    hidden = ("Testrunde", "Kreishaus", "Berta", "Sitzung am", "Offenes Wort", SECRET)
    return page.status == status and GONE in text and not any(word in text for word in hidden)


class TestLink:
    def test_opening_it_uses_nothing_up(self, served):
        link = served.link()
        for _time in range(3):
            page = served.person().open(link)
            assert page.status == 200 and "Testrunde" in page.text("//main | //*[@id='content']")
            assert "Set-Cookie" not in page.response.headers
        for name in ("Cache-Control", "Referrer-Policy"):
            assert page.response.headers[name] in ("no-store", "no-referrer")
        assert SECRET not in page.response.text and "Offenes Wort" not in page.response.text

    def test_the_button_lets_in(self, served):
        person, page = served.enter()
        assert page.url.endswith(served.inside) and page.status == 200
        assert "Kreishaus" in page.text("//*[@id='content']")
        assert "Zugang beenden" in page.text("//button")
        (cookie,) = [c for c in person.session.cookies if c.name == passes.COOKIE]
        assert cookie.path.endswith(served.inside) and not cookie.secure
        assert cookie.has_nonstandard_attr("HttpOnly")
        assert cookie.get_nonstandard_attr("SameSite") == "Lax"
        assert page.response.headers["Referrer-Policy"] == "no-referrer"

    def test_the_button_works_once(self, served):
        link = served.link()
        served.enter(link)
        person, page = served.enter(link)
        assert page.status == 410 and "schon benutzt" in page.text("//*[@id='content']")
        assert not person.session.cookies
        page = served.person().open(link)
        assert page.status == 410 and "Neuen Link anfordern" in page.text("//button")

    def test_two_buttons_at_once(self, served):
        raw = served.link().rpartition("/")[2]
        managers = [TransactionManager(), TransactionManager()]
        for manager in managers:
            app = served.meeting._p_jar.db().open(manager).root()["Application"]
            manager.begin()
            with in_site(app["plone"]):
                passes.enter(raw)
        managers[0].commit()
        with pytest.raises(ConflictError):
            managers[1].commit()
        for manager in managers:
            manager.abort()

    def test_a_blind_post_uses_nothing_up(self, served):
        link = served.link()
        page = served.person().post(link, [("enter", "1"), ("token", "x")])
        assert page.status == 200 and "Zur Sitzung" in page.text("//button")
        assert served.enter(link)[1].status == 200

    def test_a_form_of_another_link_uses_nothing_up(self, served):
        mine, other = served.link(), served.link("anna", "vorsitz")
        person = served.person()
        assert press(person, person.open(mine), other).url.endswith(other)
        assert not person.session.cookies

    @pytest.mark.parametrize("made", ["garbage", "meeting", "purpose", "tail", "none", "deep"])
    def test_what_is_no_link(self, served, made):
        link = served.link()
        wrong = {
            "garbage": f"{served.inside}/link/aaaa.bbbb.cccc",
            "meeting": link.replace(served.inside, f"/@@zugang/{'0' * 32}"),
            "purpose": f"{served.inside}/link/{links.sign('other', {'meeting': 'x'})}",
            "tail": link[:-3],
            "none": "/@@zugang",
            "deep": f"{served.inside}/gruss/1/2",
        }
        assert is_plain(served.person().open(wrong[made]), 403)

    def test_when_the_meeting_is_called_off(self, served):
        link = served.link()
        with api.env.adopt_roles(["Manager"]):
            planning.cancel(served.meeting, "Krank")
        transaction.commit()
        assert is_plain(served.person().open(link), 410)


class TestInside:
    def test_without_a_pass(self, served):
        assert is_plain(served.person().open(served.inside), 403)
        assert is_plain(served.person().open(f"/@@zugang/{'1' * 32}"), 403)

    def test_another_room_shows_its_page(self, served, greeting):
        person, page = served.enter()
        assert "Sitzungsgruss" in page.text("//a")
        page = person.open(f"{served.inside}/gruss")
        assert "Mappe für Berta Test" in page.text("//*[@id='content']")
        # The page around it is a visitor's.
        assert page.tree.get("class") == "kim-lean"
        assert page.response.headers["Cache-Control"] == "no-store"

    def test_a_form_there_needs_its_token(self, served, greeting):
        person, _page = served.enter()
        path = f"{served.inside}/gruss"
        page = person.open(path)
        assert "Stimme von Berta" in person.post(path, page.fields("//form[@method='post']")).text(
            "//*[@id='content']"
        )
        assert is_plain(person.post(path, [("token", "x")]), 403)
        assert is_plain(person.post(path, []), 403)

    def test_a_page_that_nobody_offers(self, served):
        person, _page = served.enter()
        assert is_plain(person.open(f"{served.inside}/stimmen"), 403)

    def test_nothing_else_is_open(self, served):
        person, _page = served.enter()
        path = served.meeting.absolute_url().removeprefix(address())
        for url in (path, f"{path}/@agenda", f"{path}/@answers", "/gremien/runde/sitzungen"):
            answer = person.session.get(url, headers={"Accept": "application/json"})
            assert "Offenes Wort" not in answer.text and "Kreishaus" not in answer.text

    def test_a_changed_cookie(self, served):
        person, _page = served.enter()
        (cookie,) = [c for c in person.session.cookies if c.name == passes.COOKIE]
        cookie.value = cookie.value[:-2] + ("AA" if cookie.value[-2:] != "AA" else "BB")
        assert is_plain(person.open(served.inside), 403)

    def test_at_once_when_the_seat_is_lost(self, served):
        person, _page = served.enter()
        with api.env.adopt_roles(["Manager"]):
            seat = served.board.committee["sitze"]["stadt"]
            seats.occupy(seat, served.board.people["carla"], [], today())
        transaction.commit()
        assert is_plain(person.open(served.inside), 403)

    def test_it_can_be_ended(self, served):
        person, page = served.enter()
        (cookie,) = [c for c in person.session.cookies if c.name == passes.COOKIE]
        kept = cookie.value
        path = f"{served.inside}/ende"
        assert person.open(path).url.endswith(served.inside)
        page = press(person, page, path, "end")
        assert "beendet" in page.text("//h1")
        assert is_plain(person.open(served.inside), 403)
        copied = served.person()
        copied.session.cookies.set(passes.COOKIE, kept)
        assert is_plain(copied.open(served.inside), 403)


class TestAgain:
    def test_a_new_link_goes_to_the_same_person(self, served):
        link, post = served.link(), Post()
        served.enter(link)
        transaction.begin()
        post.new()
        person = served.person()
        page = press(person, person.open(link), link, "again")
        assert "unterwegs" in page.text("//*[@role='status']")
        transaction.begin()
        (letter,) = post.new()
        assert letter.to == "berta@example.org"
        fresh = next(line for line in letter.text.splitlines() if "/link/" in line)
        assert served.enter(fresh.removeprefix(address()))[1].status == 200

    def test_the_same_is_said_when_none_is_sent(self, served):
        link, post = served.link(), Post()
        served.enter(link)
        person, said = served.person(), set()
        for _time in range(2):
            page = press(person, person.open(link), link, "again")
            said.add(page.text("//*[@role='status']"))
        transaction.begin()
        assert len(said) == 1
        assert sum(letter.purpose == "admission" for letter in post.new()) == 1
