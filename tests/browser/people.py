"""Those who take part in a story: their accounts, how they log in, the mails that they get."""

from email.message import EmailMessage
from entries import Office
from playwright.sync_api import Page
from tests.mailbox import Mailbox

import time


PASSWORD = "Nur-fuer-die-Pruefung-1"


def account(office: Office, name: str, *groups: str) -> str:
    """The id of a new account, “Name (Testdaten)”, in these groups."""
    body = {"username": name, "email": f"{name}@example.org", "password": PASSWORD}
    made = office.call("POST", "/@users", body | {"fullname": f"{name.title()} (Testdaten)"})
    for group in groups:
        office.call("PATCH", f"/@groups/{group}", {"users": {made["id"]: True}})
    return made["id"]


def log_in(page: Page, name: str) -> None:
    page.goto("/login")
    page.get_by_label("Benutzername").fill(name)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Anmelden").click()
    page.wait_for_url(lambda url: "/login" not in url)


def let_in(page: Page, name: str) -> None:
    """Log in without the pages that `log_in` shows, in a fraction of its time."""
    form = {"__ac_name": name, "__ac_password": PASSWORD, "buttons.login": "Anmelden"}
    answer = page.request.post("/login", form=form)
    assert "/login" not in answer.url, answer.url


def letter_to(mailbox: Mailbox, address: str, words: str) -> EmailMessage:
    """The last mail to somebody with these words in its subject, once it has come."""
    limit = time.monotonic() + 20
    while time.monotonic() < limit:
        for letter in reversed(mailbox.letters):
            if address in letter["To"] and words in letter["Subject"]:
                return letter
        time.sleep(0.2)
    subjects = [f"{letter['To']}: {letter['Subject']}" for letter in mailbox.letters]
    raise AssertionError(f"no “{words}” to {address}; there are {subjects}")


def text_of(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()
