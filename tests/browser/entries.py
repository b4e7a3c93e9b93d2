"""Made-up entries for what the county's sources leave open: phones, places, times, languages.

They say that they are test data and live in the tests' own throw-away database.
"""

from typing import Any

import requests


ACTOR = {
    "@type": "Actor",
    "id": "testcafe-testdaten",
    "title": "Testcafé Jüchen (Testdaten)",
    "description": "Erfundene Einrichtung der Browserprüfung.",
    "category": "migration-counselling",
    "coverage": "listed",
    "municipalities": ["juechen"],
    "topics": ["german-courses"],
    "languages": ["de", "ar"],
    "contacts": [
        {"function": "Empfang (Testdaten)", "phone": "02131 123456", "email": "test@example.org"}
    ],
    "addresses": [
        {
            "street": "Teststraße 1",
            "postal_code": "41363",
            "city": "Jüchen",
            "latitude": 51.1,
            "longitude": 6.5,
        }
    ],
    "opening_hours": [
        {"day": "monday", "opens": "09:00", "closes": "12:00"},
        {"day": "monday", "opens": "14:00", "closes": "16:00", "note": "mit Termin"},
    ],
    "website": "https://www.example.org",
    "accessibility": "Ohne Stufen (Testdaten).",
}
OFFER = {
    "@type": "Offer",
    "id": "sprachcafe-testdaten",
    "title": "Sprachcafé (Testdaten)",
    "description": "Erfundenes Angebot der Browserprüfung.",
    "coverage": "listed",
    "municipalities": ["juechen"],
    "topics": ["german-courses"],
    "target_groups": ["women"],
    "age_from": 18,
    "age_to": 65,
    "times": [{"day": "thursday", "opens": "14:00", "closes": "16:30"}],
    "languages": ["de", "ar"],
    "interpretation": "on_request",
    "cost": "free",
    "plain": "Sie lernen hier Deutsch. Es kostet nichts.",
    "register": "Rufen Sie vorher an.",
    "bring": "Sie brauchen nichts.",
}


class Office:
    """The office at the API: what a session needs to prepare without a browser."""

    def __init__(self, url: str, password: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.auth = ("admin", password)
        self.session.headers["Accept"] = "application/json"

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """The answer's JSON; anything but success ends the test."""
        answer = self.session.request(method, f"{self.url}{path}", json=body, timeout=60)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text[:500]}"
        return answer.json() if answer.content else None

    def publish(self, folder: str, entry: dict[str, Any]) -> str:
        """Create an entry in a folder and publish it; its path."""
        self.call("POST", folder, entry)
        path = f"{folder}/{entry['id']}"
        self.call("POST", f"{path}/@workflow/publish")
        return path
