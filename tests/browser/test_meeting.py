"""A whole cycle of the steering group, through its pages, by those who take part in it.

Compose, plan, invite, decline and stand in, hold, vote, minutes, objection, approval, publication.
"""

from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from entries import Office
from people import account
from people import letter_to
from people import log_in
from people import PASSWORD
from people import text_of
from playwright.sync_api import expect
from playwright.sync_api import Page
from tests.mailbox import Mailbox

import pytest
import re


GROUP = "/gremien/lenkungsgruppe"
SEATS = f"{GROUP}/@seats"
CHAIR = ("Clara Vorsitz (Testdaten)", "vorsitz-test@example.org")
MEMBER = ("Mia Mitglied (Testdaten)", "mitglied-test@example.org")
DEPUTY = ("Dora Vertretung (Testdaten)", "vertretung-test@example.org")
GUEST = ("Zara Zielgruppe (Testdaten)", "zielgruppe-test@example.org")
DECISION, SECRET = "Sprachkurse am Abend (Testdaten)", "Personalie (Testdaten)"

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def coordinator(office: Office) -> str:
    """An account of the coordinating office."""
    account(office, "koordination-test", "kim-coordination")
    return "koordination-test"


def link_behind(letter: EmailMessage, words: str) -> str:
    """The address that follows a line with these words."""
    lines = text_of(letter).splitlines()
    start = next(number for number, line in enumerate(lines) if words in line)
    return next(line.strip() for line in lines[start + 1 :] if line.startswith("http"))


def set_passwords(office: Office) -> None:
    """As if chair and deputy had followed the link in their mail."""
    seats = {item["@id"].rpartition("/")[2]: item for item in office.call("GET", SEATS)["items"]}
    for person in (seats["kreisdirektor"]["holder"], *seats["dormagen"]["deputies"]):
        office.call("PATCH", f"/@users/{person}", {"password": PASSWORD})


def seat(page: Page, name: str, holder: tuple[str, str], deputy: tuple[str, str] | None) -> None:
    """Say who sits there."""
    page.goto(f"{GROUP}/sitze/{name}/@@holding")
    page.locator("#form-widgets-holder").fill(" ".join(holder))
    if deputy:
        page.locator("#form-widgets-deputies").fill(" ".join(deputy))
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("main")).to_contain_text(holder[0])


def test_a_cycle_of_the_steering_group(
    new_page: OpenPage, coordinator: str, mailbox: Mailbox, office: Office
) -> None:
    desk = new_page()
    log_in(desk, coordinator)

    # Compose
    seat(desk, "kreisdirektor", CHAIR, None)
    seat(desk, "dormagen", MEMBER, DEPUTY)
    desk.goto(f"{GROUP}/@@compose")
    desk.get_by_label("Ein Sitz ohne Einrichtung").fill("Vertretung der Zielgruppe (Testdaten)")
    desk.get_by_role("button", name="Hinzufügen").click()
    expect(desk.get_by_role("main")).to_contain_text("Vertretung der Zielgruppe (Testdaten)")

    # Plan
    desk.get_by_role("link", name="Sitzung planen …").click()
    desk.locator("#form-widgets-day").fill(date.today().isoformat())
    desk.locator("#form-widgets-begins").fill("23:59")
    desk.locator("#form-widgets-place").fill("Kreishaus (Testdaten)")
    desk.get_by_role("button", name="Planen").click()
    meeting = desk.url
    for title, motion in ((DECISION, "Es wird ein Abendkurs eingerichtet."), (SECRET, None)):
        desk.goto(meeting)
        desk.get_by_role("link", name="Punkt hinzufügen …").click()
        desk.get_by_label("Worum es geht").fill(title)
        desk.get_by_label("Entscheidung", exact=True).check()
        if motion:
            desk.get_by_label("Beschlussvorschlag").fill(motion)
        desk.get_by_role("button", name="Sichern").click()
    desk.goto(f"{meeting}/@@agenda")
    desk.get_by_role("button", name=re.compile(f"Vertraulich machen.*{re.escape(SECRET)}")).click()
    expect(desk.locator(".kim-agenda")).to_contain_text("vertraulich")

    # Invite
    desk.goto(meeting)
    desk.get_by_role("link", name="Einladen …").click()
    desk.get_by_role("button", name="Einladungen verschicken").click()
    invitation = letter_to(mailbox, MEMBER[1], "Einladung")
    assert DECISION in text_of(invitation)
    assert SECRET not in text_of(invitation) and "vertraulich" in text_of(invitation)
    assert any(part.get_content_type() == "text/calendar" for part in invitation.walk())

    # Decline and stand in, without a password
    phone = new_page("phone")
    phone.goto(link_behind(invitation, "Ich nehme nicht teil"))
    phone.get_by_role("button", name="Ich nehme nicht teil").click()
    expect(phone.get_by_role("main")).to_contain_text("Ihre Absage ist notiert")
    asked = letter_to(mailbox, DEPUTY[1], "Vertretung")
    phone.goto(link_behind(asked, "Ich nehme teil"))
    phone.get_by_role("button", name="Ich nehme teil").click()
    expect(phone.get_by_role("main")).to_contain_text("Ihre Zusage ist notiert")
    desk.goto(meeting)
    expect(desk.get_by_role("main")).to_contain_text(DEPUTY[0])

    # Hold: open, attendance, results while people type, vote
    desk.get_by_role("button", name="Sitzung eröffnen").click()
    desk.get_by_role("button", name="Alle Erwarteten sind da").click()
    expect(desk.locator("#attendance").locator("xpath=..")).to_contain_text(DEPUTY[0])
    for number, words, outcome in (
        ("1", "Es gibt noch keine Aufträge.", "zur Kenntnis genommen"),
        ("2", "Der Kurs beginnt im Januar.", "beschlossen"),
        ("3", "Die Stelle wird besetzt.", "beschlossen"),
    ):
        item = desk.locator("form", has=desk.locator(f"#text-top-{number}"))
        item.get_by_label("Ergebnis in Worten").fill(words)
        if number == "2":
            item.locator("summary", has_text="Abstimmung").first.click()
            item.get_by_label("Nach Zählung").first.check()
            desk.locator("#yes-top-2").fill("2")
        desk.locator(f"#outcome-top-{number}").select_option(label=outcome)
        with desk.expect_navigation():
            item.get_by_role("button", name="Speichern").click()
        expect(desk.locator(f"#text-top-{number}")).to_have_value(words)
    desk.goto(f"{meeting}/@@record")
    expect(desk.get_by_role("main")).to_contain_text("Der Kurs beginnt im Januar.")
    desk.goto(meeting)
    desk.get_by_role("link", name="Sitzung schließen …").click()
    desk.get_by_role("button", name="Sitzung schließen").click()
    expect(desk.get_by_role("main")).to_contain_text("Durchgeführt")

    # Minutes make themselves; what is written by hand stays
    desk.get_by_role("button", name="Niederschrift erzeugen").click()
    minutes = desk.url
    expect(desk.get_by_role("main")).to_contain_text("Der Kurs beginnt im Januar.")
    expect(desk.get_by_role("main")).to_contain_text(f"{DEPUTY[0]}, in Vertretung von {MEMBER[0]}")
    desk.get_by_role("link", name="Schreiben").click()
    field = desk.get_by_label(re.compile(rf"Text.*{re.escape(DECISION)}"))
    field.fill(f"{field.input_value()}\nVon Hand ergänzt (Testdaten).")
    desk.get_by_role("button", name=re.compile(rf"Speichern.*{re.escape(DECISION)}")).click()
    desk.goto(minutes)
    desk.get_by_role("button", name="Neu aus Sitzung erzeugen").click()
    expect(desk.get_by_role("main")).to_contain_text("Von Hand ergänzt (Testdaten).")

    # Circulate; somebody who was there objects; the office answers
    desk.get_by_role("link", name="Umlauf …").click()
    desk.get_by_role("button", name="In Umlauf geben").click()
    assert minutes.split("/sitzungen/")[1] in text_of(letter_to(mailbox, CHAIR[1], "Niederschrift"))
    members = {name: new_page() for name in (CHAIR, DEPUTY)}
    set_passwords(office)
    for (_name, address), page in members.items():
        log_in(page, address)
        page.goto(minutes)
    chair = members[CHAIR]
    opened = chair.locator("details", has_text="Einwand erheben").last
    opened.locator("summary").click()
    opened.locator("textarea").fill("Es fehlt das Datum (Testdaten).")
    opened.get_by_role("button", name="Einwand absenden").click()
    expect(chair.locator("#global_statusmessage")).to_contain_text("Ihr Einwand ist da.")
    desk.goto(minutes)
    answer = desk.locator("details", has_text="Beantworten").first
    answer.locator("summary").click()
    answer.locator("textarea[name='reason']").fill("Das Datum steht am Anfang (Testdaten).")
    answer.get_by_role("button", name="Ablehnen").click()
    expect(desk.locator("#global_statusmessage")).to_contain_text("Einwand ist beantwortet")

    # Approve, once all who were there agree; then nothing changes it any more
    for page in members.values():
        page.goto(minutes)
        page.get_by_role("button", name="Keine Einwände").click()
    desk.goto(minutes)
    desk.get_by_role("link", name="Genehmigen …").click()
    desk.get_by_role("button", name="Genehmigen").click()
    expect(desk.get_by_role("main")).to_contain_text("Prüfsumme SHA-256")
    desk.goto(meeting)
    expect(desk.get_by_role("main")).to_contain_text("Abgeschlossen")

    # Publish: everyone reads it, without what is confidential
    public = new_page("phone")
    public.goto(minutes)
    expect(public.get_by_role("main")).not_to_contain_text("Der Kurs beginnt im Januar.")
    desk.goto(minutes)
    desk.get_by_role("link", name="Veröffentlichen …").click()
    desk.get_by_role("button", name="Veröffentlichen").click()
    public.goto(GROUP)
    public.get_by_role("link", name=re.compile("Niederschrift der Sitzung")).click()
    shown = public.get_by_role("main")
    expect(shown).to_contain_text("Der Kurs beginnt im Januar.")
    for hidden in (SECRET, "Die Stelle wird besetzt.", CHAIR[0], "Schluss"):
        expect(shown).not_to_contain_text(hidden)
    assert public.goto(meeting).status in (401, 404) or "/login" in public.url
