"""The county data of Rhein-Kreis Neuss hold what §§ 2.3 and 2.4 list, and agree with each other."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import re
import yaml


FOLDER = Path(__file__).parents[2] / "src/kim.portal/kim/portal/county/data/rhein-kreis-neuss"
FILES = [
    "municipalities",
    "actors",
    "responsibilities",
    "offers",
    "programmes",
    "networks",
    "committees",
]
TOWNS = ["dormagen", "grevenbroich", "juechen", "kaarst", "korschenbroich", "meerbusch", "neuss"]
MUNICIPALITIES = [*TOWNS, "rommerskirchen"]

OFFICES, WORK, ADVICE, ADULTS, FAMILY, COUNCILS, DEMOCRACY, SUPRAREGIONAL = CATEGORIES = (
    "municipal-offices",
    "employment",
    "migration-counselling",
    "adult-education",
    "family",
    "integration-councils",
    "democracy",
    "supraregional",
)

# Each entry of § 2.4 and the actors it became.
ENTRIES_2_4 = [
    (OFFICES, "Sozialamt Rhein-Kreis Neuss", "sozialamt-rhein-kreis-neuss"),
    (OFFICES, "Kommunales Integrationszentrum", "ki-rhein-kreis-neuss"),
    (OFFICES, "Jugendamt Rhein-Kreis Neuss", "jugendamt-rhein-kreis-neuss"),
    (OFFICES, "Ausländerbehörde Rhein-Kreis Neuss", "auslaenderbehoerde-rhein-kreis-neuss"),
    (
        OFFICES,
        "Amt für Schulen und Kultur",
        "amt-fuer-schulen-und-kultur-rhein-kreis-neuss schulamt-rhein-kreis-neuss"
        " schulpsychologischer-dienst-rhein-kreis-neuss kompetenzteam-rhein-kreis-neuss"
        " regionale-geschaeftsstelle-bildungsnetzwerk inklusionsbuero-rhein-kreis-neuss",
    ),
    (OFFICES, "Kreissportbund", "kreissportbund-rhein-kreis-neuss"),
    (OFFICES, "Gesundheitsamt", "gesundheitsamt-rhein-kreis-neuss"),
    (
        OFFICES,
        "Gleichstellungsbeauftragte",
        "gleichstellungsbeauftragte-rhein-kreis-neuss "
        + " ".join(f"gleichstellungsbeauftragte-{name}" for name in MUNICIPALITIES),
    ),
    (OFFICES, "Integrationsamt Neuss", "integrationsamt-neuss"),
    (OFFICES, "Fachbereich Integration Dormagen", "fachbereich-integration-dormagen"),
    (
        OFFICES,
        "Fachbereich Soziale Sicherung Grevenbroich",
        "fachbereich-soziale-sicherung-integration-inklusion-grevenbroich",
    ),
    (OFFICES, "Soziale Hilfen Meerbusch", "fachbereich-soziale-hilfen-und-jugend-meerbusch"),
    (OFFICES, "Fachbereich Soziales Kaarst", "fachbereich-soziales-kaarst"),
    (OFFICES, "Fachbereich Soziales Korschenbroich", "fachbereich-soziales-korschenbroich"),
    (
        OFFICES,
        "Sozialamt und Integrationsstelle Jüchen",
        "sozialamt-und-integrationsstelle-juechen",
    ),
    (
        OFFICES,
        "Amt für Senioren, Soziales und Migration Rommerskirchen",
        "amt-fuer-senioren-soziales-und-migration-rommerskirchen",
    ),
    (OFFICES, "Ausländerbehörde Dormagen", "auslaenderbehoerde-dormagen"),
    (OFFICES, "Ausländerbehörde Neuss", "auslaenderbehoerde-neuss"),
    (OFFICES, "Jugendamt Neuss", "jugendamt-neuss"),
    (OFFICES, "Jugendamt Dormagen", "jugendamt-dormagen"),
    (OFFICES, "Jugendamt Grevenbroich", "jugendamt-grevenbroich"),
    (OFFICES, "Jugendamt Meerbusch", "jugendamt-meerbusch"),
    (OFFICES, "Jugendamt Kaarst", "jugendamt-kaarst"),
    (WORK, "Integration Point", "integration-point"),
    (WORK, "Berufsberatung", "berufsberatung-agentur-fuer-arbeit"),
    (WORK, "Reha-Team", "reha-team-agentur-fuer-arbeit"),
    (WORK, "Jugendberufsagentur", "jugendberufsagentur"),
    (WORK, "Willkommenslotsen", "willkommenslotsen-ihk-mittlerer-niederrhein"),
    (WORK, "Job-Paten", "job-paten-caritas"),
    (
        WORK,
        "Teilhabemanagement und Coaches",
        "teilhabemanagement-durchstarten coaches-durchstarten",
    ),
    (WORK, "Berufsförderungszentrum Schlicherum", "berufsfoerderungszentrum-schlicherum"),
    (
        ADVICE,
        "Migrationsberatungsstellen der Freien Wohlfahrtspflege",
        "migrationsberatungsstellen-freie-wohlfahrtspflege fim-caritas"
        " migrationsberatung-diakonie-rhein-kreis-neuss",
    ),
    (ADVICE, "Caritas Integrationsagentur Neuss", "caritas-integrationsagentur-neuss"),
    (ADVICE, "Neue Nachbarn", "caritas-neue-nachbarn"),
    (ADVICE, "IB Dormagen", "integrationsagentur-internationaler-bund-dormagen"),
    (ADVICE, "AWO Integrationsagentur Meerbusch", "awo-integrationsagentur-meerbusch"),
    (ADVICE, "Integrationsagentur der Diakonie Neuss", "integrationsagentur-diakonie-neuss"),
    (ADVICE, "JMD Kath. Jugendagentur", "jugendmigrationsdienst-katholische-jugendagentur"),
    (ADVICE, "JMD Internationaler Bund", "jugendmigrationsdienst-internationaler-bund"),
    (ADVICE, "AWO Familienservice", "awo-familienservice"),
    (ADVICE, "MBE der AWO in Grevenbroich", "mbe-awo-grevenbroich"),
    (ADVICE, "Soziale Flüchtlingsberatung", "soziale-fluechtlingsberatung-freier-traeger"),
    (ADVICE, "Café „Grenzenlos“", "cafe-grenzenlos-dormagen"),
    (
        ADVICE,
        "Zivilgesellschaftliche Akteure",
        "migrantenselbstorganisationen-vereine-initiativen puzzle-frauen-neuss meerbusch-hilft"
        " recht-auf-spiel-grevenbroich raum-der-kulturen-neuss",
    ),
    (
        ADULTS,
        "Volkshochschulen",
        "vhs-neuss vhs-dormagen vhs-grevenbroich-juechen vhs-kaarst-korschenbroich vhs-meerbusch"
        " vhs-rommerskirchen",
    ),
    (ADULTS, "Integrationskursträger", "integrationskurstraeger"),
    (ADULTS, "Weiterbildungskollegs", "theodor-schwann-kolleg friedrich-spee-kolleg"),
    (ADULTS, "Stadtbibliotheken", "stadtbibliotheken"),
    (FAMILY, "familienforum edith stein", "familienforum-edith-stein"),
    (FAMILY, "AWO Familienbildungswerk", "awo-familienbildungswerk-grevenbroich"),
    (FAMILY, "DRK Familienbildungswerk", "drk-familienbildungswerk-grevenbroich"),
    (FAMILY, "Kath. Forum", "katholisches-forum-korschenbroich-juechen"),
    (FAMILY, "Frauenberatungsstelle Neuss", "frauenberatungsstelle-neuss"),
    (FAMILY, "Sozialdienst Kath. Frauen", "sozialdienst-katholischer-frauen"),
    (FAMILY, "Sozialdienst Kath. Männer", "sozialdienst-katholischer-maenner"),
    (FAMILY, "Familienberatungsstellen", "familienberatungsstellen-wohlfahrtsverbaende"),
    (FAMILY, "Bündnis gegen häusliche Gewalt", "buendnis-gegen-haeusliche-gewalt"),
    (FAMILY, "Familienbüro Rhein-Kreis Neuss", "familienbuero-rhein-kreis-neuss"),
    (FAMILY, "Familienbüros der Städte", "familienbuero-dormagen familienbuero-grevenbroich"),
    (FAMILY, "Familien-Navi", "familien-navi-neuss"),
    (COUNCILS, "Integrationsrat Neuss", "integrationsrat-neuss"),
    (COUNCILS, "Integrationsrat Dormagen", "integrationsrat-dormagen"),
    (COUNCILS, "Integrationsrat Meerbusch", "integrationsrat-meerbusch"),
    (DEMOCRACY, "Demokratie leben!", "koordinierungs-und-fachstelle-demokratie-leben"),
    (DEMOCRACY, "Wegweiser", "wegweiser-beratungsstelle-neuss"),
    (DEMOCRACY, "Schule ohne Rassismus", "regionalkoordination-schule-ohne-rassismus"),
    (DEMOCRACY, "Anti-Gewalttrainer", "anti-gewalttrainer-ki"),
    (DEMOCRACY, "Gesichter der Demokratie", "gesichter-der-demokratie-kaarst"),
    (SUPRAREGIONAL, "BAMF", "bamf-regionalstelle-duesseldorf"),
    (SUPRAREGIONAL, "IHK Niederrhein", "ihk-niederrhein"),
    (
        SUPRAREGIONAL,
        "Kreishandwerkerschaft",
        "kreishandwerkerschaft-niederrhein bildungszentrum-niederrhein",
    ),
]

# Each entry of § 2.3 and the networks it became.
INTERNAL, EXTERNAL = "internal", "external"
ENTRIES_2_3 = [
    (INTERNAL, "Rücksprachen", "ruecksprachen-ki-soziales"),
    (INTERNAL, "Teambesprechungen des KI", "teambesprechungen-ki"),
    (INTERNAL, "Kollegialer Fachaustausch", "fachaustausch-kreisverwaltung"),
    (INTERNAL, "KAoA", "kaoa-austauschtreffen"),
    (INTERNAL, "Untere Schulaufsichtsbehörde", "austausch-untere-schulaufsicht"),
    (INTERNAL, "Kompetenzteam", "abstimmung-kompetenzteam"),
    (EXTERNAL, "DaZ", "arbeitskreis-daz-primarstufe arbeitskreis-daz-sekundarstufe"),
    (
        EXTERNAL,
        "Durchstarten in Ausbildung und Arbeit",
        "durchstarten-buendniskerngruppe durchstarten-arbeitsgruppe-massnahmentraeger"
        " durchstarten-arbeitsgruppe-coaches-teilhabemanagement",
    ),
    (EXTERNAL, "Integrationskursträgertreffen", "arbeitskreis-integrationskurstraeger"),
    (EXTERNAL, "Austauschtreffen Sek II", "austauschtreffen-sek-ii"),
    (EXTERNAL, "Allianz Wiedereinstieg", "arbeitskreis-allianz-wiedereinstieg"),
    (EXTERNAL, "Übergang Schule-Beruf", "arbeitskreis-uebergang-schule-beruf"),
    (EXTERNAL, "Kompass D / Unternehmen", "arbeitskreis-kompass-d-unternehmen"),
    (
        EXTERNAL,
        "Integration mit Wohlfahrtsverbänden",
        "arbeitskreis-integration-wohlfahrtsverbaende",
    ),
    (EXTERNAL, "Ehrenamtskoordination", "arbeitskreis-ehrenamtskoordination"),
    (EXTERNAL, "SPKomm", "austauschtreffen-spkomm"),
    (EXTERNAL, "KOMM-AN-Fachausschusstreffen", "komm-an-fachausschusstreffen"),
    (EXTERNAL, "Runde Tische", "runde-tische-kommunen arbeitskreise-fluechtlingshilfe"),
    (EXTERNAL, "Schulsozialarbeit", "arbeitskreis-schulsozialarbeit-bbz-weiterbildungskollegs"),
    (EXTERNAL, "IQ-Teilprojekte", "netzwerktreffen-iq-teilprojekte"),
    (EXTERNAL, "Fachkommission Wegweiser", "fachkommission-wegweiser"),
    (EXTERNAL, "Regionaltreffen Schule ohne Rassismus", "regionaltreffen-schule-ohne-rassismus"),
    (EXTERNAL, "Griffbereit und Rucksack", "arbeitskreis-griffbereit-rucksack"),
    (EXTERNAL, "IKEEP", "arbeitskreis-ikeep"),
    (EXTERNAL, "Einwanderung und Schule", "arbeitskreis-einwanderung-und-schule"),
    (EXTERNAL, "KI-Leitungen", "regionaltreffen-ki-leitungen verbundtreffen-ki-leitungen"),
]

REFERENCES = {
    "parent": "actors",
    "actor": "actors",
    "actors": "actors",
    "office": "actors",
    "participants": "actors",
    "category": "categories",
    "duty": "duties",
    "municipality": "municipalities",
    "municipalities": "municipalities",
    "neighbours": "municipalities",
    "topics": "topics",
    "phases": "phases",
    "target_groups": "target_groups",
    "residence_statuses": "residence_statuses",
    "legal_areas": "legal_areas",
    "languages": "languages",
}


def load(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def term_ids(terms: list[dict[str, Any]]) -> list[str]:
    """The ids of a vocabulary, with those of the terms below."""
    return [i for term in terms for i in (term["id"], *term_ids(term.get("children", [])))]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


COUNTY, VOCABULARIES = load("county"), load("vocabularies")
DATA = {name: load(name) for name in FILES}
BY_ID = {name: {record["id"]: record for record in DATA[name]} for name in FILES}
KNOWN = {name: set(BY_ID[name]) for name in FILES} | {
    name: set(term_ids(terms)) for name, terms in VOCABULARIES.items()
}
RECORDS = [
    pytest.param(name, record, id=f"{name}/{record['id']}")
    for name in FILES
    for record in DATA[name]
]
COVERED = [
    pytest.param(record, id=f"{name}/{record['id']}")
    for name in ("actors", "offers")
    for record in DATA[name]
]


class TestSection24:
    """The integration infrastructure: 71 entries in eight categories."""

    def test_complete(self):
        counts = Counter(category for category, _, _ in ENTRIES_2_4)
        assert [counts[category] for category in CATEGORIES] == [23, 8, 13, 4, 12, 3, 5, 3]
        assert [term["id"] for term in VOCABULARIES["categories"]] == list(CATEGORIES)

    @pytest.mark.parametrize(
        "category,ids", [pytest.param(c, ids.split(), id=name) for c, name, ids in ENTRIES_2_4]
    )
    def test_entry(self, category, ids):
        for actor_id in ids:
            actor = BY_ID["actors"][actor_id]
            assert actor["category"] == category
            assert "§ 2.4" in as_list(actor["source"])


class TestSection23:
    """Networks: six internal and twenty external entries."""

    def test_complete(self):
        assert Counter(kind for kind, _, _ in ENTRIES_2_3) == {INTERNAL: 6, EXTERNAL: 20}

    @pytest.mark.parametrize(
        "kind,ids", [pytest.param(k, ids.split(), id=name) for k, name, ids in ENTRIES_2_3]
    )
    def test_entry(self, kind, ids):
        for network_id in ids:
            network = BY_ID["networks"][network_id]
            assert network["kind"] == kind
            assert "§ 2.3" in as_list(network["source"])

    def test_under_construction(self):
        found = [n["id"] for n in DATA["networks"] if n.get("under_construction")]
        assert found == [
            "arbeitskreis-schulsozialarbeit-bbz-weiterbildungskollegs",
            "austauschgremium-kim-durchstarten",
            "austausch-kreisangehoerige-kommunen",
        ]


class TestOtherNetworks:
    """What §§ 2.2, 2.3 (last paragraph) and 3.5 to 3.7 name besides."""

    @pytest.mark.parametrize(
        ("network_id", "section"),
        [
            ("sozialdezernentenkonferenz", "§ 2.2"),
            ("arbeitsgemeinschaft-wohlfahrtsverbaende", "§ 2.2"),
            ("lenkungsgruppe-einwanderung-gestalten-dormagen", "§ 2.2"),
            ("austauschgremium-kim-durchstarten", "§ 2.3"),
            ("austausch-kreisangehoerige-kommunen", "§ 2.3"),
            ("austauschtreffen-strategische-stellen", "§ 3.5"),
            ("austausch-case-management", "§ 3.6"),
            ("austausch-auslaenderbehoerden", "§ 3.7"),
            ("arbeitsgruppen-auslaenderbehoerden", "§ 3.7"),
        ],
    )
    def test_entry(self, network_id, section):
        assert section in as_list(BY_ID["networks"][network_id]["source"])

    def test_three_foreigners_authorities_meet_components_1_and_2(self):
        for name in ("austausch-auslaenderbehoerden", "arbeitsgruppen-auslaenderbehoerden"):
            found = Counter(
                actor.split("-")[0] for actor in BY_ID["networks"][name]["participants"]
            )
            assert found == {"auslaenderbehoerde": 3, "kim": 4}

    def test_a_number_only_where_the_concept_says_one(self):
        """§ 3.2: about twice a year; § 3.5: every 14 days at first; § 3.6: monthly at least."""
        found = {
            record["id"]: record["meets_every"]
            for name in ("networks", "committees")
            for record in DATA[name]
            if "meets_every" in record
        }
        assert found == {
            "lenkungsgruppe": {"months": 6},
            "austauschtreffen-strategische-stellen": {"days": 14},
            "austausch-case-management": {"months": 1},
        }


class TestSection32:
    """The steering group and the working groups below it."""

    def test_sixteen_seats(self):
        steering = BY_ID["committees"]["lenkungsgruppe"]
        senders = [seat["sender"] for seat in steering["seats"]]
        assert len(senders) == 1 + len(MUNICIPALITIES) + 7 == 16
        towns = {f"stadt-{name}" for name in TOWNS} | {"gemeinde-rommerskirchen"}
        assert towns <= set(senders)

    def test_one_seat_speaks_for_several(self):
        seats = {seat["id"]: seat for seat in BY_ID["committees"]["lenkungsgruppe"]["seats"]}
        assert len(seats["auslaenderbehoerde"]["represents"]) == 3
        # § 3.2 says five, § 2.4 lists six.
        assert len(seats["schule-kultur-jugend"]["represents"]) == 5
        assert "§ 2.4 nennt sechs" in seats["schule-kultur-jugend"]["remark"]

    def test_chair_office_and_first_meeting(self):
        steering = BY_ID["committees"]["lenkungsgruppe"]
        assert [seat["id"] for seat in steering["seats"] if "chairs" in seat] == ["kreisdirektor"]
        assert steering["office"] == "ki-rhein-kreis-neuss"
        assert steering["constituted_on"] == "2021-03-17"
        assert len(steering["tasks"]) == 6

    def test_working_groups(self):
        groups = {record["level"]: record for record in DATA["committees"]}
        assert set(groups) == {"steering", "structure", "case"}
        assert len(groups["structure"]["tasks"]) == 3
        assert len(groups["case"]["tasks"]) == 5


class TestRecords:
    @pytest.mark.parametrize("name", FILES)
    def test_ids_unique(self, name):
        assert len(BY_ID[name]) == len(DATA[name])

    @pytest.mark.parametrize("name,record", RECORDS)
    def test_record(self, name, record):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", record["id"])
        assert all(isinstance(section, str) and section for section in as_list(record["source"]))
        assert any(section.startswith("§ ") for section in as_list(record["source"]))
        assert set(record.get("sources", {})) <= set(record)
        assert name == "responsibilities" or 0 < len(record["title"]) <= 200
        assert len(record.get("description", "")) <= 500

    @pytest.mark.parametrize("name,record", RECORDS)
    def test_references(self, name, record):
        for field, target in REFERENCES.items():
            values = as_list(record[field]) if field in record else []
            assert set(values) <= KNOWN[target], field
            assert len(set(values)) == len(values), field

    @pytest.mark.parametrize("record", COVERED)
    def test_coverage(self, record):
        assert record["coverage"] in ("county", "listed", "unknown")
        assert (record["coverage"] == "listed") == bool(record.get("municipalities"))

    @pytest.mark.parametrize("name,record", RECORDS)
    def test_nothing_to_call_or_write_to(self, name, record):
        """The concept names no address, no number, no hour: none may appear here."""
        unsaid = {"addresses", "contacts", "opening_hours", "place", "times", "website", "cost"}
        assert not unsaid & set(record)
        own_words = {field: record[field] for field in record if field != "sources"}
        text = yaml.safe_dump(own_words, allow_unicode=True)
        assert "@" not in text and "http" not in text
        assert not re.search(r"\b0\d{2,5}[ /-]\d{3,}", text)

    def test_ages(self):
        for record in (*DATA["offers"], *DATA["programmes"]):
            assert 0 <= record.get("age_from", 0) <= record.get("age_to", 120) <= 120

    def test_parents_end(self):
        for actor in DATA["actors"]:
            seen = set()
            while actor.get("parent"):
                assert actor["id"] not in seen
                seen.add(actor["id"])
                actor = BY_ID["actors"][actor["parent"]]


class TestVocabularies:
    def test_four_fields_on_top(self):
        assert [term["id"] for term in VOCABULARIES["topics"]] == [
            "education",
            "language",
            "work",
            "openness",
        ]

    @pytest.mark.parametrize("name", VOCABULARIES)
    def test_terms(self, name):
        ids = term_ids(VOCABULARIES[name])
        assert len(set(ids)) == len(ids)
        terms = VOCABULARIES[name] + [c for t in VOCABULARIES[name] for c in t.get("children", [])]
        for term in terms:
            assert term["title"]["de"] and term["title"]["en"] and term["source"]

    def test_every_topic_is_used(self):
        used = {t for name in FILES for record in DATA[name] for t in record.get("topics", [])}
        assert KNOWN["topics"] <= used


class TestMunicipalities:
    def test_eight(self):
        assert [m["id"] for m in DATA["municipalities"]] == MUNICIPALITIES
        kinds = {m["id"]: m["kind"] for m in DATA["municipalities"]}
        assert [name for name in kinds if kinds[name] == "stadt"] == TOWNS

    def test_keys_belong_to_the_county(self):
        keys = [m["ags"] for m in DATA["municipalities"]]
        assert len(set(keys)) == 8
        assert all(re.fullmatch(COUNTY["ags"] + r"\d{3}", key) for key in keys)

    def test_neighbours_are_mutual_and_meet_on_the_map(self):
        for here in DATA["municipalities"]:
            for name in here["neighbours"]:
                there = BY_ID["municipalities"][name]
                assert here["id"] in there["neighbours"]
                assert abs(here["map"]["column"] - there["map"]["column"]) <= 1
                assert abs(here["map"]["row"] - there["map"]["row"]) <= 1

    def test_one_place_each_on_the_map(self):
        places = {(m["map"]["column"], m["map"]["row"]) for m in DATA["municipalities"]}
        assert len(places) == 8

    @pytest.mark.parametrize(
        "field,true,false",
        [
            (
                "own_foreigners_authority",
                {"dormagen", "neuss"},
                set(MUNICIPALITIES) - {"dormagen", "neuss"},
            ),
            (
                "own_youth_office",
                {"dormagen", "grevenbroich", "kaarst", "meerbusch", "neuss"},
                set(),
            ),
            ("own_integration_council", {"dormagen", "meerbusch", "neuss"}, set()),
        ],
    )
    def test_own(self, field, true, false):
        """What neither § 2.4 nor § 3.7 says is left out."""
        said = {m["id"]: m[field] for m in DATA["municipalities"] if field in m}
        assert said == dict.fromkeys(true, True) | dict.fromkeys(false, False)


class TestResponsibilities:
    @pytest.mark.parametrize(
        "duty,prefix",
        [
            ("foreigners-authority", "auslaenderbehoerde"),
            ("naturalisation", "einbuergerungsbehoerde"),
        ],
    )
    @pytest.mark.parametrize("municipality", MUNICIPALITIES)
    def test_authorities(self, duty, prefix, municipality):
        """§ 3.7: Neuss and Dormagen have their own, the county's serve the other six."""
        place = municipality if municipality in ("dormagen", "neuss") else COUNTY["id"]
        record = BY_ID["responsibilities"][f"{duty}-{municipality}"]
        assert record["actor"] == f"{prefix}-{place}"

    def test_one_actor_for_each_duty_and_municipality(self):
        pairs = Counter((r["duty"], r["municipality"]) for r in DATA["responsibilities"])
        assert set(pairs.values()) == {1}
        counts = Counter(duty for duty, _ in pairs)
        assert counts == {
            "foreigners-authority": 8,
            "naturalisation": 8,
            "integration-office": 8,
            "youth-office": 5,
        }

    def test_the_responsible_actor_serves_the_municipality(self):
        for record in DATA["responsibilities"]:
            actor = BY_ID["actors"][record["actor"]]
            assert record["municipality"] in actor["municipalities"]


class TestPrecedence:
    """§ 2.2: whoever has a case management of their own comes before KIM."""

    @pytest.mark.parametrize(
        "offer_id",
        [
            "jugendmigrationsdienst-katholische-jugendagentur",
            "jugendmigrationsdienst-internationaler-bund",
            "mbe-freie-wohlfahrtspflege",
            "mbe-awo-grevenbroich",
            "migrationsberatung-fim-caritas",
            "migrationsberatung-diakonie",
            "teilhabemanagement",
            "leistungen-jobcenter",
            "leistungen-agentur-fuer-arbeit",
            "leistungen-sozialamt-rhein-kreis-neuss",
        ],
    )
    def test_precedes(self, offer_id):
        assert BY_ID["offers"][offer_id]["own_case_management"] is True

    def test_kim_does_not_precede_itself(self):
        assert "own_case_management" not in BY_ID["offers"]["kim-case-management"]


class TestCounty:
    def test_county(self):
        assert COUNTY["contact"] in BY_ID["actors"]
        assert COUNTY["languages"][0] == "de"
        assert COUNTY["ags"] == "05162" and COUNTY["land"] == "NW"
