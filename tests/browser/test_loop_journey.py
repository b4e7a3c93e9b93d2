"""The whole loop, through its pages, by those who take part in it: six people and a second office.

Gap → triage → case level → structural level → proposal → submitted → scheduled → decided → mandate
→ result → feedback.
"""

from collections.abc import Callable
from datetime import date
from datetime import timedelta
from entries import Office
from people import account
from people import let_in
from people import letter_to
from people import text_of
from playwright.sync_api import expect
from playwright.sync_api import Locator
from playwright.sync_api import Page
from tests.mailbox import Mailbox

import re


STEERING = "/gremien/lenkungsgruppe"
CASES, STRUCTURE = "Arbeitsgruppe auf Fallebene", "Arbeitsgruppe auf Strukturebene"
SEATS = {
    "fallebene": "/gremien/arbeitsgruppe-fallebene/sitze",
    "strukturebene": "/gremien/arbeitsgruppe-strukturebene/sitze",
}
#: Who takes part, and their groups.
PEOPLE = {
    "fallmanagement": ("kim-case-managers",),
    "koordination": ("kim-coordination",),
    "kontrolle": ("kim-coordination",),
    "fallebene": (),
    "strukturebene": (),
    "vorsitz": (),
    "rathaus": ("municipality-juechen",),
}
GAP = "Kein Sprachkurs am Abend in Jüchen (Testdaten)"
PROPOSAL = "Sprachkurse am Abend im Kreis (Testdaten)"
MOTION = "Die Volkshochschulen bieten Sprachkurse am Abend an (Testdaten)."
MANDATE = "Zwei Abendkurse einrichten (Testdaten)"
RESULT = "Seit Januar gibt es zwei Abendkurse (Testdaten)."
#: The way as the office reads it: each step, and who took it.
WAY = [
    ("Gemeldet", "fallmanagement"),
    ("In Prüfung genommen", "koordination"),
    ("An eine Arbeitsgruppe gegeben", "koordination"),
    ("Verwiesen", "fallebene"),
    ("In einen Vorschlag aufgenommen", "strukturebene"),
    ("Zur Beratung gestellt", "strukturebene"),
    ("Eingereicht", "strukturebene"),
    ("Auf die Tagesordnung gesetzt", "koordination"),
    ("Angenommen", "vorsitz"),
    ("Veröffentlicht", "koordination"),
    ("Umsetzung begonnen", "koordination"),
    ("Übernommen", "rathaus"),
    ("Ergebnis gemeldet", "rathaus"),
    ("Ergebnis bestätigt", "kontrolle"),
    ("Umgesetzt", "kontrolle"),
    ("Gelöst", "kontrolle"),
]

OpenPage = Callable[..., Page]


def people(office: Office, new_page: OpenPage) -> dict[str, Page]:
    """A page for each of them, logged in; who reports and who carries out use a phone."""
    ids = {name: account(office, f"{name}-weg", *groups) for name, groups in PEOPLE.items()}
    for name, folder in SEATS.items():
        seat = {"@type": "Seat", "title": f"{name.title()} (Testdaten)", "holder": ids[name]}
        office.call("POST", folder, seat | {"valid_from": "2021-01-01"})
    office.call("PATCH", f"{STEERING}/sitze/kreisdirektor", {"holder": ids["vorsitz"]})
    on_phone = ("fallmanagement", "rathaus")
    pages = {name: new_page("phone" if name in on_phone else "desktop") for name in PEOPLE}
    for name, page in pages.items():
        # Some acts write mails and PDFs, maybe while other tests run.
        page.set_default_timeout(90_000)
        let_in(page, f"{name}-weg")
    return pages


def meeting_of_steering_group(office: Office) -> str:
    """The path of a meeting that is planned for today."""
    plan = {"@type": "Meeting", "day": date.today().isoformat(), "begins": "23:59:00"}
    made = office.call("POST", f"{STEERING}/sitzungen", plan | {"place": "Kreishaus (Testdaten)"})
    return f"{STEERING}/sitzungen/{made['id']}"


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def take_up(page: Page, title: str, todo: str, desk: str = "/@@my-entries") -> str:
    """Open what waits for the person, who is told what to do; its address."""
    page.goto(desk)
    row = main(page).get_by_role("row", name=title)
    expect(row).to_contain_text(todo)
    row.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    return page.url.removesuffix("/view")


def fill(page: Page, typed: dict[str, str]) -> None:
    """Type into the fields with these labels, or choose."""
    for label, value in typed.items():
        field = main(page).get_by_label(label).first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def act(page: Page, link: str, button: str, typed: dict[str, str] | None = None) -> None:
    """Do what a button of the page leads to."""
    main(page).get_by_role("link", name=link).click()
    fill(page, typed or {})
    main(page).get_by_role("button", name=button).click()
    expect(page.locator("#global_statusmessage")).to_contain_text("Information")


def way(page: Page) -> list[tuple[str, str]]:
    """The steps that the page shows and who took them, each with its time; some say why."""
    found = []
    expect(page.locator(".kim-way .kim-lines").first).to_have_text(re.compile(r"\w"))
    for station in page.locator(".kim-way > li").all():
        expect(station.locator("time")).to_have_text(re.compile(r"\d\d:\d\d"))
        what, who = station.locator(".kim-way-step strong"), station.locator(".kim-meta span").first
        found.append((what.inner_text(), who.inner_text()))
    return found


def test_from_a_gap_to_its_result(new_page: OpenPage, mailbox: Mailbox, office: Office) -> None:
    meeting = meeting_of_steering_group(office)
    by = people(office, new_page)
    reporter, desk, chair, town = (
        by[name] for name in ("fallmanagement", "koordination", "vorsitz", "rathaus")
    )

    # Somebody reports a gap; what tells of a client is refused
    reporter.goto("/luecken/@@melden?municipality=juechen")
    fill(reporter, {"In einem Satz": GAP, "Was geschieht?": "Lernt nichts, geb. 12.03.1990."})
    reporter.get_by_role("button", name="Melden", exact=True).click()
    expect(reporter.locator(".kim-marked")).to_contain_text("12.03.1990")
    fill(reporter, {"Was geschieht?": "Wer tagsüber arbeitet, kann keinen Kurs besuchen."})
    reporter.get_by_role("button", name="Melden", exact=True).click()
    expect(main(reporter)).to_contain_text("Koordinierende Stelle: Ansehen")

    # The office takes it up and gives it to the case level, which refers it to the structural one
    gap = take_up(desk, GAP, "Ansehen", "/@@office")
    desk.get_by_role("button", name="In Prüfung nehmen").click()
    act(desk, "Zuweisen", "Zuweisen", {"Arbeitsgruppe": CASES, "Anmerkung": "Bitte ansehen."})
    take_up(by["fallebene"], GAP, "Bearbeiten")
    referral = {"Arbeitsgruppe": STRUCTURE, "Begründung": "Das fehlt im ganzen Kreis."}
    act(by["fallebene"], "verweisen", "Verweisen", referral)

    # The structural level prepares a proposal out of it and submits it
    group = by["strukturebene"]
    take_up(group, GAP, "Bearbeiten oder einen Vorschlag vorbereiten")
    main(group).get_by_role("link", name="Vorschlag erarbeiten").click()
    expect(group.get_by_label(GAP)).to_be_checked()
    fill(group, {"Titel": PROPOSAL, "Beschlussvorschlag": MOTION, "Wer soll es": "Jüchen"})
    group.get_by_role("button", name="Sichern").click()
    act(group, "Zur Beratung stellen", "Zur Beratung stellen")
    act(group, "Einreichen", "Einreichen")

    # The office checks it and puts it on the agenda
    proposal = take_up(desk, PROPOSAL, "Prüfen", "/@@office")
    for check in desk.locator("form[action$='@@checks']").get_by_role("checkbox").all():
        check.check()
    desk.get_by_role("button", name="Prüfung speichern").click()
    main(desk).get_by_role("link", name="Auf eine Tagesordnung setzen").click()
    desk.get_by_label("Lenkungsgruppe: Sitzung am").check()
    main(desk).get_by_role("button", name="Auf eine Tagesordnung setzen").click()
    expect(main(desk)).to_contain_text("Auf der Tagesordnung: Sitzung am")

    # The steering group meets and decides; the chair confirms what the office recorded
    office.call("POST", f"{meeting}/@workflow/invite", {})
    desk.goto(meeting)
    desk.get_by_role("button", name="Sitzung eröffnen").click()
    desk.get_by_role("button", name="Alle Erwarteten sind da").click()
    desk.goto(proposal)
    act(desk, "Beschluss festhalten", "Festhalten")
    take_up(chair, PROPOSAL, "Beschluss bestätigen")
    main(chair).get_by_role("link", name="Bestätigen").click()
    expect(main(chair)).to_contain_text(MOTION)
    chair.get_by_role("button", name="Bestätigen").click()
    expect(main(chair)).to_contain_text("Siegel")
    extract = letter_to(mailbox, "fallmanagement-weg", "Beschluss")
    assert any(part.get_content_type() == "application/pdf" for part in extract.walk())

    # The office publishes the decision and gives a mandate, which the town carries out
    take_up(desk, PROPOSAL, "Aufträge erteilen", "/@@office")
    main(desk).get_by_role("link", name=f": {PROPOSAL}").click()
    decision = desk.url
    act(desk, "Veröffentlichen", "Veröffentlichen")
    due = (date.today() + timedelta(days=30)).isoformat()
    order = {"Was ist zu tun?": MANDATE, "Wer macht es?": "Jüchen", "Bis wann?": due}
    act(desk, "Auftrag erteilen", "Auftrag erteilen", order)
    mandate = take_up(town, MANDATE, "Übernehmen")
    act(town, "Übernehmen", "Übernehmen")
    act(town, "Als erledigt melden", "Melden", {"Ergebnis": RESULT})

    # Somebody else of the office confirms the result
    take_up(by["kontrolle"], MANDATE, "Ergebnis prüfen", "/@@office")
    act(by["kontrolle"], "Ergebnis bestätigen", "Bestätigen")

    # Who reported it hears what became of it, and may object; nobody is named to them
    answer = text_of(letter_to(mailbox, "fallmanagement-weg", "Was aus Ihrer Meldung wurde"))
    assert RESULT in answer and "Einspruch" in answer
    reporter.goto(gap)
    expect(main(reporter).get_by_role("region", name="Antwort")).to_contain_text(RESULT)
    expect(main(reporter).get_by_role("link", name="Einspruch erheben")).to_be_visible()
    expect(main(reporter)).to_contain_text("Gelöst")
    assert not [who for _what, who in way(reporter) if "(Testdaten)" in who]

    # Its whole way is one line
    desk.goto(gap)
    assert way(desk) == [(what, f"{who.title()}-Weg (Testdaten)") for what, who in WAY]

    # Everyone reads the decision, and nothing else of all this
    visitor = new_page("phone")
    visitor.goto(STEERING)
    main(visitor).get_by_role("link", name=PROPOSAL).click()
    assert visitor.url == decision
    expect(main(visitor)).to_contain_text(MOTION)
    for hidden in (GAP, MANDATE, RESULT, "Abstimmung", "Siegel", "-Weg (Testdaten)"):
        expect(main(visitor)).not_to_contain_text(hidden)
    for address in (gap, proposal, mandate):
        visitor.goto(address)
        expect(visitor.get_by_label("Passwort")).to_be_visible()
        assert "(Testdaten)" not in visitor.content()
