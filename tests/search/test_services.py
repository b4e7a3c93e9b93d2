"""``@directory`` and ``@suggest``: what the page shows, for programs; asked as a visitor."""

from DateTime import DateTime
from kim.portal.county.publication import publish
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from tests.access.crawl import leaks
from urllib.parse import quote

import pytest
import transaction


OPEN = ("@directory", "@suggest?q=sprache", "@openapi")
ORIGIN = {"Origin": "https://elsewhere.example"}
MEMBER = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)


def ask(client, address, **kwargs):
    answer = client.get(f"/{address}", **kwargs)
    assert answer.status_code == 200, answer.text
    return answer.json()


def titles(answer) -> list[str]:
    return [item["title"] for item in answer["items"]]


def values(answer, facet) -> dict[str, dict]:
    (found,) = [each for each in answer["facets"] if each["name"] == facet]
    return {value["value"]: value for value in found["values"]}


class TestDirectory:
    def test_everything(self, client):
        answer = ask(client, "@directory")
        assert answer["items_total"] == len(answer["items"]) > 10
        assert answer["partly"] == 0
        assert answer["suggestions"] == {
            "corrections": [],
            "missing": [],
            "without": [],
            "only": [],
        }

    def test_an_entry(self, client):
        (entry,) = ask(client, "@directory?q=abend&type=offer")["items"]
        assert entry.pop("@id").endswith("/plone/akteure/sprachclub-neustadt/sprachkurs")
        assert len(entry.pop("UID")) == 32
        assert entry == {
            "@type": "Offer",
            "title": "Sprachkurs am Abend",
            "description": "Deutsch für den Alltag.",
            "actor_title": "Sprachclub Neustadt",
            "category": "clubs",
            "cost": "free",
            "languages": ["de"],
            "municipalities": ["neustadt"],
            "topics": ["language"],
            "verified_on": None,
        }

    def test_filters(self, client):
        answer = ask(client, "@directory?type=offer&topic=language&topic=work")
        assert titles(answer) == ["Sprachkurs am Abend"]
        topics = values(answer, "topic")
        assert topics["language"]["chosen"]
        assert topics["work"] == {
            "value": "work",
            "title": "Arbeit",
            "level": 0,
            "count": 0,
            "chosen": True,
        }
        assert topics["language"]["level"] == 1

    def test_empty_values_are_no_filters(self, client):
        assert ask(client, "@directory?topic=&q=")["items_total"] > 10

    def test_what_else_to_try(self, client):
        answer = ask(client, "@directory?q=sprachkurs&type=offer&municipality=altdorf&free=yes")
        assert answer["items_total"] == 0
        found = {each["facet"]: each for each in answer["suggestions"]["without"]}
        relief = found["municipality"]
        assert (relief["value"], relief["title"], relief["items_total"]) == (
            "altdorf",
            "Altdorf",
            1,
        )
        assert ask(client, relief["@id"].rpartition("/")[2])["items_total"] == 1

    def test_corrections_and_missing(self, client):
        found = ask(client, "@directory?q=Sprachclup+xyzzyq")["suggestions"]
        assert found["corrections"] == [{"typed": "Sprachclup", "taken_for": "Sprachclub"}]
        assert found["missing"] == ["xyzzyq"]

    def test_order(self, client):
        by_name = titles(ask(client, "@directory?sort=name&type=actor"))
        assert by_name == sorted(by_name)
        near = titles(ask(client, "@directory?sort=distance&near=neustadt&type=actor"))
        assert "Neustadt" in near[0]

    def test_language(self, client):
        answer = client.get("/@directory?set_language=en&size=1")
        assert values(answer.json(), "topic")["work"]["title"] == "Work"
        assert "set_language=en" in answer.json()["batching"]["next"]
        assert "Set-Cookie" not in answer.headers

    def test_prefix_of_the_api(self, client):
        answer = client.get("/++api++/@directory?size=1", headers={"Accept": "*/*"})
        assert answer.json()["items_total"] > 10


class TestPages:
    def test_links_lead_through_all(self, client):
        every = titles(ask(client, "@directory?sort=name"))
        answer, found = ask(client, "@directory?sort=name&size=4"), []
        while True:
            found += titles(answer)
            if "next" not in answer["batching"]:
                break
            answer = ask(client, answer["batching"]["next"].rpartition("/")[2])
        assert found == every
        assert answer["batching"]["@id"] == answer["batching"]["last"]
        first = ask(client, answer["batching"]["first"].rpartition("/")[2])
        assert "prev" not in first["batching"]

    @pytest.mark.parametrize("page", ["99", "1000000000", "9" * 18])
    def test_beyond_the_end(self, client, page):
        answer = ask(client, f"@directory?size=4&page={page}")
        assert answer["items"] == []
        assert answer["items_total"] > 10
        assert answer["batching"]["prev"] == answer["batching"]["last"]

    def test_size(self, client):
        assert len(ask(client, "@directory?size=2")["items"]) == 2
        assert "size=100" in ask(client, "@directory?size=101")["@id"]


class TestSuggest:
    def test_an_entry(self, client):
        items = ask(client, "@suggest?q=sprachcl")["items"]
        (entry,) = [item for item in items if item["kind"] == "entry"]
        assert entry["text"] == "Sprachclub Neustadt"
        assert entry["url"].endswith("/akteure/sprachclub-neustadt")

    def test_a_filter(self, client):
        items = ask(client, "@suggest?q=spra")["items"]
        (found,) = [item for item in items if item["kind"] == "filter"]
        assert (found["text"], found["detail"]) == ("Sprache", "Thema")
        assert found["count"] >= 1
        assert found["url"].endswith("/plone/suche?topic=language")

    def test_a_word(self, client, functional):
        with api.env.adopt_roles(["Manager"]):
            api.portal.set_registry_record("kim.search.synonyms", ["Lotse = Lotsengang"])
        transaction.commit()
        items = ask(client, "@suggest?q=lots")["items"]
        (found,) = [item for item in items if item["kind"] == "word"]
        assert found["text"] == "Lotse"
        assert found["url"].endswith("/plone/suche?q=Lotse")

    @pytest.mark.parametrize("q", ["", "a", "%20", "%00", "xyzzyq"])
    def test_nothing(self, client, q):
        assert ask(client, f"@suggest?q={q}")["items"] == []


@pytest.mark.parametrize(
    "query,name",
    [
        ("@directory?page=-1", "page"),
        ("@directory?page=0", "page"),
        ("@directory?page=1.5", "page"),
        ("@directory?page=one", "page"),
        ("@directory?page=1&page=2", "page"),
        ("@directory?page:int=x", "page"),
        ("@directory?page:float=1.5", "page"),
        ("@directory?page:list=1", "page"),
        ("@directory?page=" + "9" * 30, "page"),
        ("@directory?size=0", "size"),
        ("@directory?size=-5", "size"),
        ("@directory?size=many", "size"),
        ("@directory?size=1&size=2", "size"),
        ("@directory?q=a&q=b", "q"),
        ("@directory?q:int=5", "q"),
        ("@directory?q.query:record=a", "q"),
        ("@directory?q:json=[1]", "q"),
        ("@directory?q=" + "a" * 10_000, "q"),
        ("@directory?sort=sideways", "sort"),
        ("@directory?sort=name&sort=name", "sort"),
        ("@directory?sort=distance", "near"),
        ("@directory?near=atlantis", "near"),
        ("@directory?near=county", "near"),
        ("@directory?topic=nonsense", "topic"),
        ("@directory?topic=language&topic=nonsense", "topic"),
        ("@directory?topic.x:record=language", "topic"),
        ("@directory?municipality=%D8%A7%D9%84", "municipality"),
        ("@directory?verified=0", "verified"),
        ("@directory?set_language=xx", "set_language"),
        ("@directory?set_language=de&set_language=en", "set_language"),
        ("@directory?topics=language", "topics"),
        ("@directory?b_size=5", "b_size"),
        ("@directory?Creator=admin", "Creator"),
        ("@directory?_=1", "_"),
        ("@directory?SearchableText=" + "a" * 300, "SearchableText"),
        ("@directory?" + "&".join(f"p{n}=" for n in range(300)), "parameters"),
        ("@suggest", "q"),
        ("@suggest?q=a&q=b", "q"),
        ("@suggest?q=" + "a" * 10_000, "q"),
        ("@suggest?q=a&page=1", "page"),
        ("@openapi?q=a", "q"),
    ],
    ids=lambda text: text[:40],
)
class TestRefused:
    def test_names_the_parameter(self, client, query, name):
        answer = client.get(f"/{query}")
        assert answer.status_code == 400
        found = answer.json()
        assert found["type"] == "BadRequest"
        assert found["parameter"] == name
        assert found["message"].startswith(f"{name}: ")
        assert "traceback" not in found
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


STRANGE = (
    "a" * 200,
    "a " * 99,
    "\x00\x01\x1f\x7f",
    "\u202e\ufeff\u200b",
    "*",
    "sprach*",
    "?",
    "AND",
    "NOT sprache",
    "(",
    '"sprache',
    "-",
    "sprache OR (amt AND",
    "' OR 1=1 --",
    "<script>",
    "${python:1}",
    "../../etc/passwd",
    "دورة لغة",
    "Курс немецкого языка",
    "德语课程",
    "🙂",
    "ß" * 100,
    "und",
    "1e9",
)


class TestStrangeQueries:
    """An answer or a 400, never an error page."""

    @pytest.mark.parametrize("text", STRANGE, ids=ascii)
    @pytest.mark.parametrize("service", ["@directory", "@suggest"])
    def test_are_answered(self, client, service, text):
        answer = client.get(f"/{service}?q={quote(text)}")
        assert answer.status_code == 200
        # An answer, not a hang; how fast it is stands in benchmarks/.
        assert answer.elapsed.total_seconds() < 30

    @pytest.mark.parametrize("text", ["%ff%fe", "%ed%a0%80", "%", "%zz", "+", "a%00b"])
    @pytest.mark.parametrize("service", ["@directory", "@suggest"])
    def test_bytes_that_are_no_text(self, client, service, text):
        assert client.get(f"/{service}?q={text}").status_code == 200
        assert client.get(f"/{service}?q=a&{text}=b").status_code == 400

    @pytest.mark.parametrize("body", ["{}", '{"page": 7}', '{"b_size": "x"}', "[", "null", ""])
    def test_a_body_is_not_read(self, client, body):
        headers = {"Content-Type": "application/json"}
        answer = client.get("/@directory?size=3", data=body, headers=headers)
        assert answer.status_code in (200, 400)
        if answer.status_code == 200:
            assert len(answer.json()["items"]) == 3

    @pytest.mark.parametrize("service", ["@directory", "++api++/@directory", "@suggest?q=a"])
    @pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
    def test_other_methods(self, client, service, method):
        answer = client.request(method, f"/{service}")
        assert 400 <= answer.status_code < 500

    def test_only_on_the_navigation_root(self, client):
        assert client.get("/akteure/@directory").status_code == 404


class TestCaching:
    @pytest.mark.parametrize("service", OPEN)
    def test_a_visitor_asks_again(self, client, service):
        first = client.get(f"/{service}")
        assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert first.headers["Vary"] == "Accept, Accept-Language, Cookie"
        again = client.get(f"/{service}", headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304
        assert again.content == b""
        for name in ("ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin"):
            assert again.headers[name] == first.headers[name]

    def test_each_language_has_its_own(self, client):
        etag = client.get("/@directory").headers["ETag"]
        headers = {"If-None-Match": etag, "Cookie": "I18N_LANGUAGE=en"}
        assert client.get("/@directory", headers=headers).status_code == 200

    def test_a_change_shows_at_once(self, client, functional):
        headers = {"If-None-Match": client.get("/@directory").headers["ETag"]}
        with api.env.adopt_roles(["Manager"]):
            functional["portal"]["akteure"]["turnverein"].title = "Umbenannt"
            functional["portal"]["akteure"]["turnverein"].reindexObject()
        transaction.commit()
        answer = client.get("/@directory", headers=headers)
        assert "Umbenannt" in titles(answer.json())

    @pytest.mark.parametrize("service", OPEN)
    def test_whoever_logs_in_gets_an_answer_of_their_own(self, client, service):
        etag = client.get(f"/{service}").headers["ETag"]
        answer = client.get(f"/{service}", auth=MEMBER, headers={"If-None-Match": etag})
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "ETag" not in answer.headers

    def test_a_date_alone_proves_nothing(self, client):
        headers = {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
        assert client.get("/@directory", headers=headers).status_code == 200


ALLOW = "Access-Control-Allow-Origin"
CREDENTIALS = "Access-Control-Allow-Credentials"


class TestOtherOrigins:
    """Any web page may read what is open, as a visitor; nothing else."""

    @pytest.mark.parametrize("service", OPEN)
    def test_read(self, client, service):
        answer = client.get(f"/{service}", headers=ORIGIN)
        assert answer.headers[ALLOW] == "*"
        assert answer.headers["Access-Control-Expose-Headers"] == "ETag"
        assert CREDENTIALS not in answer.headers

    @pytest.mark.parametrize("service", OPEN)
    def test_preflight(self, client, service):
        asked = {
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match, accept",
        }
        answer = client.options(f"/{service}", headers=ORIGIN | asked)
        assert answer.status_code == 200
        assert answer.headers[ALLOW] == "*"
        assert answer.headers["Access-Control-Allow-Methods"] == "GET"
        assert "Authorization" not in answer.headers["Access-Control-Allow-Headers"]

    def test_not_with_a_password(self, client):
        asked = {
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "authorization",
        }
        assert ALLOW not in client.options("/@directory", headers=ORIGIN | asked).headers
        assert ALLOW not in client.get("/@directory", headers=ORIGIN, auth=MEMBER).headers

    @pytest.mark.parametrize(
        "method,address",
        [
            ("GET", ""),
            ("GET", "@search"),
            ("GET", "akteure"),
            ("GET", "akteure/@workflow"),
            ("GET", "@vocabularies/kim.topics"),
            ("GET", "@users/@directory"),
            ("GET", "akteure/@directory/x"),
            ("POST", "@directory"),
            ("POST", "@login"),
            ("POST", "@querystring-search"),
            ("POST", "akteure"),
            ("PATCH", "akteure"),
            ("PATCH", "akteure/turnverein"),
            ("DELETE", "akteure/turnverein"),
        ],
    )
    def test_nothing_else(self, client, method, address):
        json = {} if method in ("POST", "PATCH") else None
        assert ALLOW not in client.request(method, f"/{address}", headers=ORIGIN, json=json).headers
        asked = {"Access-Control-Request-Method": method}
        assert ALLOW not in client.options(f"/{address}", headers=ORIGIN | asked).headers


SECRET = "Geheimniskraut"
EXPIRED = "Ablaufkraut"


@pytest.fixture
def hide(client, functional):
    """Makes entries that no visitor may find, each with a planted word."""

    def hide() -> None:
        portal = functional["portal"]
        word = {"title": f"Amt {SECRET}", "description": f"Hilfe {SECRET}", "coverage": "county"}
        with api.env.adopt_roles(["Manager"]):
            draft = make(portal["akteure"], "Actor", "entwurf", category="clubs", **word)
            make(draft, "Offer", "angebot", cost="free", topics=["work"], **word)
            make(portal["akteure"]["turnverein"], "Offer", "entwurf", cost="free", **word)
            make(portal["kommunen"], "Municipality", "geheimstadt", title=SECRET)
            internal = make(portal["netzwerke"], "Network", "intern", kind="internal", **word)
            api.content.transition(internal, "publish_internally")
            over = make(portal["akteure"], "Actor", "abgelaufen", **word | {"title": EXPIRED})
            publish(over)
            over.expiration_date = DateTime() - 1
            over.reindexObject()
        transaction.commit()

    return hide


def make(container, portal_type, name, **fields):
    return api.content.create(container, portal_type, name, **fields)


class TestHidden:
    def test_neither_found_nor_counted(self, client, hide):
        hide()
        for word in (SECRET, EXPIRED):
            answer = ask(client, f"@directory?q={word}")
            assert answer["items_total"] == 0
            assert answer["suggestions"]["corrections"] == []
            assert answer["suggestions"]["missing"] == [word]
            assert not any(v["count"] for f in answer["facets"] for v in f["values"])

    def test_nothing_changes_for_a_visitor(self, client, hide):
        questions = ("@directory?size=100", "@directory?q=amt", "@openapi", "@suggest?q=am")
        before = [ask(client, question) for question in questions]
        hide()
        assert [ask(client, question) for question in questions] == before

    @pytest.mark.parametrize("typed", [SECRET[:6], SECRET[:-1], SECRET, EXPIRED[:8]])
    def test_not_suggested(self, client, hide, typed):
        hide()
        assert ask(client, f"@suggest?q={typed}")["items"] == []

    @pytest.mark.parametrize("slip", ["Geheimniskraud", "Geheimnskraut", "Ablaufkraud"])
    def test_not_meant(self, client, hide, slip):
        hide()
        found = ask(client, f"@directory?q={slip}")["suggestions"]
        assert found == {"corrections": [], "missing": [slip], "without": [], "only": []}

    def test_silence_betrays_no_word_either(self, client, functional):
        """A word in a draft is corrected as if it stood nowhere."""
        before = ask(client, "@directory?q=Sprachclup")
        assert before["suggestions"]["corrections"]
        with api.env.adopt_roles(["Manager"]):
            make(functional["portal"]["akteure"], "Actor", "entwurf", title="Sprachclup")
        transaction.commit()
        assert ask(client, "@directory?q=Sprachclup") == before

    def test_those_who_may_find_them(self, client, hide):
        hide()
        assert ask(client, f"@directory?q={SECRET}", auth=MEMBER)["items_total"] > 3

    def test_nowhere(self, client, hide):
        hide()
        extra = [
            "@directory",
            "@directory?size=100&sort=name",
            "@directory?sort=verified",
            "@directory?type=municipality",
            "@openapi",
            "@suggest?q=amt",
            "@suggest?q=gehei",
            "@directory?q=amt",
            "@directory?q=hilfe",
        ]
        assert leaks(client, [SECRET, EXPIRED], [], extra) == []
