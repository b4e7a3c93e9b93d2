"""A made-up committee with a meeting that goes on, through the API."""

from datetime import date
from entries import Office


COMMITTEE = "/gremien/testrunde-protokoll"
ACCOUNT = {
    "username": "sitzinhaberin-test",
    "email": "sitzinhaberin-test@example.org",
    "fullname": "Sita Sitzinhaberin (Testdaten)",
    "password": "Nur-fuer-die-Pruefung-1",
}


def meeting_in_session(office: Office, titles: tuple[str, ...]) -> str:
    """The path of a meeting that has been opened, with items of these titles."""
    holder = office.call("POST", "/@users", ACCOUNT)["id"]
    folder, _slash, name = COMMITTEE.rpartition("/")
    committee = {"@type": "Committee", "id": name, "title": "Testrunde Protokoll (Testdaten)"}
    office.publish(folder, committee | {"quorum": "half"})
    for title in ("Erster Sitz (Testdaten)", "Zweiter Sitz (Testdaten)"):
        seat = {"@type": "Seat", "title": title, "valid_from": "2020-01-01", "holder": holder}
        office.call("POST", f"{COMMITTEE}/sitze", seat)
    plan = {"@type": "Meeting", "day": date.today().isoformat(), "begins": "23:59:00"}
    made = office.call("POST", f"{COMMITTEE}/sitzungen", plan | {"place": "Kreishaus (Testdaten)"})
    meeting = f"{COMMITTEE}/sitzungen/{made['id']}"
    for title in titles:
        office.call("POST", meeting, {"@type": "AgendaItem", "title": title})
    office.call("POST", f"{meeting}/@workflow/invite", {})
    office.call("POST", f"{meeting}/@workflow/open", {})
    return meeting
