"""What is found in a text, and above all what is not."""

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from kim.portal.privacy.findings import AZR
from kim.portal.privacy.findings import BIRTH
from kim.portal.privacy.findings import EMAIL
from kim.portal.privacy.findings import FILE
from kim.portal.privacy.findings import findings
from kim.portal.privacy.findings import IBAN
from kim.portal.privacy.findings import NAME
from kim.portal.privacy.findings import OLD_DATE
from kim.portal.privacy.findings import PHONE
from time import process_time

import pytest


#: Text, and the passages that are found: (kind, passage).
FOUND = [
    ("AZR 160512123456", [(AZR, "160512123456")]),
    ("AZR-Nr.: 160512 12345 6 liegt vor", [(AZR, "160512 12345 6")]),
    ("Die AZR-Nummer lautet 991399123456.", [(AZR, "991399123456")]),
    ("Ausländerzentralregister-Nummer 160512-12345-6", [(AZR, "160512-12345-6")]),
    ("Die Nummer 160512123456 fehlt.", [(AZR, "160512123456")]),
    ("160 512 123 456", [(AZR, "160 512 123 456")]),
    ("Nr. １６０５１２１２３４５６", [(AZR, "１６０５１２１２３４５６")]),
    ("IBAN DE89370400440532013000", [(IBAN, "DE89370400440532013000")]),
    ("Konto: DE89 3704 0044 0532 0130 00, bitte", [(IBAN, "DE89 3704 0044 0532 0130 00")]),
    ("de89 3704 0044 0532 0130 00 bitte", [(IBAN, "de89 3704 0044 0532 0130 00")]),
    (
        "DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000",
        [(IBAN, "DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000")],
    ),
    ("DE89 3704 0044\n0532 0130 00", [(IBAN, "DE89 3704 0044\n0532 0130 00")]),
    ("NL91ABNA0417164300", [(IBAN, "NL91ABNA0417164300")]),
    ("GB29 NWBK 6016 1331 9268 19", [(IBAN, "GB29 NWBK 6016 1331 9268 19")]),
    ("geb. 12.03.1990", [(BIRTH, "12.03.1990")]),
    ("geb. am 1.3.90 in Aleppo", [(BIRTH, "1.3.90")]),
    ("geboren in Aleppo am 12. März 1990", [(BIRTH, "12. März 1990")]),
    ("Geburtsdatum: 12.03.2015", [(BIRTH, "12.03.2015")]),
    ("Geburtsdatum:\n12.03.2015", [(BIRTH, "12.03.2015")]),
    ("Geb.-Datum 2015-03-12", [(BIRTH, "2015-03-12")]),
    ("Geburt am 3.5.2024", [(BIRTH, "3.5.2024")]),
    ("*12.03.1990", [(BIRTH, "12.03.1990")]),
    ("der Sohn (* 12.03.2015)", [(BIRTH, "12.03.2015")]),
    ("ein am 12.03.2015 geborenes Kind", [(BIRTH, "12.03.2015")]),
    ("DOB 12/03/1990", [(BIRTH, "12/03/1990")]),
    ("GEB. 12.03.1990", [(BIRTH, "12.03.1990")]),
    ("Mann, 12.03.1990, Syrer", [(OLD_DATE, "12.03.1990")]),
    ("Tel. 02131 123456", [(PHONE, "02131 123456")]),
    ("unter +49 (0) 2131 / 12 34 56", [(PHONE, "+49 (0) 2131 / 12 34 56")]),
    ("0172-1234567 anrufen", [(PHONE, "0172-1234567")]),
    ("Handy: 021112345678", [(PHONE, "021112345678")]),
    ("an a.b@example.org geschrieben", [(EMAIL, "a.b@example.org")]),
    ("a.b(at)example.org", [(EMAIL, "a.b(at)example.org")]),
    ("Az. 1234567-475", [(FILE, "1234567-475")]),
    ("Aktenzeichen: 32.5/2024-17", [(FILE, "32.5/2024-17")]),
    ("BAMF 1234567-475", [(FILE, "1234567-475")]),
    ("35702BG0001234", [(FILE, "35702BG0001234")]),
    ("Kundennummer 345D123456", [(FILE, "345D123456")]),
    ("Konto DE89 3704 0044 0532 0130 01", [(FILE, "DE89 3704 0044 0532 0130 01")]),
    ("Pass-Nr. C01X00T47", [(FILE, "C01X00T47")]),
    ("Herr Müller wartet", [(NAME, "Herr Müller")]),
    ("mit Herrn Dr. Al-Hamad gesprochen", [(NAME, "Herrn Dr. Al-Hamad")]),
    ("Frau S. wartet", [(NAME, "Frau S.")]),
    ("bei Familie Yıldız", [(NAME, "Familie Yıldız")]),
    ("Eheleute Kowalczyk", [(NAME, "Eheleute Kowalczyk")]),
    ("Frau Mu\u0308ller", [(NAME, "Frau Mu\u0308ller")]),
    ("Frau Müller Beratung", [(NAME, "Frau Müller")]),
    ("Klientin Oksana braucht", [(NAME, "Klientin Oksana")]),
    ("Mohammed A. wartet", [(NAME, "Mohammed A.")]),
    ("Samira K. wartet seit Mai", [(NAME, "Samira K.")]),
    ("Kollegin Anna Schmidt", [(NAME, "Anna Schmidt")]),
    ("Olena Kowalenko, geb. 12.03.1990", [(NAME, "Olena Kowalenko"), (BIRTH, "12.03.1990")]),
]

#: Sentences of reports as they come in; nothing in them is about a client.
HARMLESS = [
    "",
    "Sitzung am 12.03.2026, Protokoll vom 14. März 2026",
    "Beschluss 2026-03-12",
    "Seit dem 01.01.1990 gilt das Gesetz vom 30.07.2004.",
    "Die Genfer Flüchtlingskonvention vom 28.07.1951 und § 24 AufenthG",
    "* 12.03.2026 Termin mit der Ausländerbehörde",
    "Angebot vom 12.03.2024, das wir erbeten hatten",
    "Wir haben am 12.03.2024 darum gebeten.",
    "Am 12.03.2026 feiert die Beratungsstelle Geburtstag.",
    "§ 16f AufenthG, § 104c Abs. 1 Satz 1 Nr. 2",
    "41460 Neuss, Oberstraße 7-9",
    "Gemeindeschlüssel 05162024",
    "1.500.000 Euro, 3.200,50 €, 12 345 Personen",
    "DE12 Stück",
    "Im Kreis leben 160512 Menschen.",
    "Auftrag 991399123456 der Druckerei",
    "In der Zeit von 08:00 bis 16:30 Uhr",
    "Mo.–Fr. Sprechstunde, Do, Fr. Beratung",
    "Die Frau Beratung zu verweigern ist falsch.",
    "Wenn der Familie Unterkunft und Leistungen fehlen",
    "Frauen und Familien mit Kindern",
    "Die Herren der Verwaltung",
    "Herr Landrat, Frau Bürgermeisterin",
    "Niveau B. Danach folgt nichts.",
    "Hepatitis B. wird geimpft",
    "Typ A. und Anlage C. fehlen",
    "Wohngeld z. B. für Auszubildende",
    "Die Ausländerbehörde Neuss und das Jobcenter Rhein-Kreis Neuss melden sich nicht.",
    "Sankt Martin Kirche, St. Maria Hilf",
    "Caritas Sozialdienste Rhein-Kreis Neuss",
    "Deutsch als Zweitsprache, Kurs B1, Stufe 3",
    "Klientinnen und Klienten warten 6 Monate.",
]


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.kind, finding.text) for finding in findings(text)]


class TestFindings:
    @pytest.mark.parametrize(("text", "expected"), FOUND, ids=range(len(FOUND)))
    def test_finds(self, text, expected):
        assert found(text) == expected

    @pytest.mark.parametrize("text", HARMLESS, ids=range(len(HARMLESS)))
    def test_leaves_alone(self, text):
        assert found(text) == []

    @pytest.mark.parametrize("text", HARMLESS, ids=range(len(HARMLESS)))
    @pytest.mark.parametrize("number", range(0, len(FOUND), 7))
    def test_finds_the_same_among_other_lines(self, text, number):
        passage, expected = FOUND[number]
        assert found(f"{text}\n{passage}\n{text}") == expected

    def test_refuses_what_nothing_else_looks_like(self):
        refused = {f.kind for text, _expected in FOUND for f in findings(text) if f.refused}
        assert refused == {AZR, IBAN, BIRTH}


WORDS = st.sampled_from(
    [text for text, _expected in FOUND]
    + [*HARMLESS, " ", "\n", "\u2028", "\u200b", "geb.", "*", "Herr"]
)
TEXTS = st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=12).map("".join))


class TestAnyText:
    @given(TEXTS)
    @settings(max_examples=300, deadline=None)
    def test_positions_are_those_of_the_text(self, text):
        position = 0
        for finding in findings(text):
            assert position <= finding.start < finding.end <= len(text)
            assert finding.text == text[finding.start : finding.end]
            position = finding.end

    @given(st.integers(0, 10**18 - 1), st.sampled_from(["", " ", "\u00a0", "\u202f"]))
    def test_finds_every_german_iban(self, account, blank):
        body = f"{account:018d}"
        check = 98 - int(f"{body}131400") % 97
        iban = f"DE{check:02d}{body}"
        written = blank.join(iban[i : i + 4] for i in range(0, 22, 4))
        assert found(f"Konto {written} bitte") == [(IBAN, written)]

    @given(st.dates(), st.integers(0, 999_999))
    def test_finds_every_azr_number(self, day, number):
        written = f"{day:%y%m%d}{number:06d}"
        # The 29th of February of another century is no day of this one.
        if (day.month, day.day) != (2, 29):
            assert found(f"Nummer {written}.") == [(AZR, written)]

    @pytest.mark.parametrize(
        "piece",
        [
            "a",
            "0",
            "1",
            "A. ",
            "Ab ",
            "Ali ",
            "a.",
            "a@",
            "DE89 ",
            "geb. ",
            "12.03.1990 ",
            "0 ",
            "Az. ",
            "Frau Dr. ",
            "Tel ",
            "-",
            "160512 ",
            "Aa-",
            "(",
            "+4 ",
            "\n",
            " ",
            "AZR 1 ",
            "Az.: aaaa",
        ],
    )
    def test_takes_time_by_length_alone(self, piece):
        text = (piece * 20_000)[:20_000]
        begun = process_time()
        findings(text)
        assert process_time() - begun < 2
