"""A person at a form: opens it, types into it, sends it, reads what the page says is wrong."""

from lxml import html
from pytest_plone.fixtures.requests import RelativeSession
from typing import Any


PASSWORD = "not-a-real-1-Password"
PREFIX = "form.widgets."
FORM = "//form[.//*[starts-with(@name, 'form.buttons.')]]"


class Page:
    """An answer, as a reader of HTML sees it."""

    def __init__(self, response: Any) -> None:
        self.response = response
        self.status = response.status_code
        self.url = response.url
        self.tree = html.fromstring(response.content)

    def text(self, xpath: str) -> str:
        return " ".join(" ".join(e.text_content().split()) for e in self.tree.xpath(xpath))

    @property
    def summary(self) -> dict[str, str]:
        """What the summary on top of a form says: target id → sentence."""
        links = self.tree.xpath("//*[@id='form-summary']//li")
        return {
            "".join(li.xpath("./a/@href")).lstrip("#"): " ".join(li.text_content().split())
            for li in links
        }

    @property
    def messages(self) -> str:
        return self.text("//*[contains(@class, 'statusmessage')]")

    def by_id(self, found: str) -> Any:
        elements = self.tree.xpath(f"//*[@id='{found}']")
        assert len(elements) == 1, (found, len(elements))
        return elements[0]

    def fields(self, form: str = FORM) -> list[tuple[str, str]]:
        """What a browser would send, without any button."""
        found = []
        for field in self.tree.xpath(f"({form})[1]//*[@name][not(ancestor::template)]"):
            name, kind = field.get("name"), field.get("type", "")
            if field.tag == "select":
                found += [(name, o.get("value")) for o in field.xpath(".//option[@selected]")]
            elif field.tag == "textarea":
                # Browsers leave a line break right behind the tag away.
                found.append((name, (field.text or "").removeprefix("\n")))
            elif kind in ("checkbox", "radio"):
                if field.get("checked") is not None:
                    found.append((name, field.get("value")))
            elif field.tag == "input" and kind not in ("submit", "button", "file"):
                found.append((name, field.get("value") or ""))
        return found


class Person:
    """Somebody with a session; without a name a visitor."""

    def __init__(self, base: str, name: str | None = None, password: str = PASSWORD) -> None:
        self.session = RelativeSession(base)
        self.session.headers["Accept-Language"] = "de"
        if name:
            self.session.auth = (name, password)

    def open(self, path: str) -> Page:
        return Page(self.session.get(path, headers={"Accept": "text/html"}))

    def post(self, path: str, fields: list[tuple[str, str]]) -> Page:
        return Page(self.session.post(path, data=fields, headers={"Accept": "text/html"}))

    def send(
        self,
        path: str,
        values: dict[str, Any],
        button: str = "form.buttons.save",
        page: Page | None = None,
    ) -> Page:
        """Open a form, put `values` in (a list: several, None: nothing) and press the button."""
        page = page or self.open(path)
        names = {
            name if name.startswith("form.") else PREFIX + name: value
            for name, value in values.items()
        }
        fields = [(n, v) for n, v in page.fields() if n not in names]
        for name, value in names.items():
            several = value if isinstance(value, list) else [value]
            fields += [(name, str(one)) for one in several if one is not None]
        return self.post(path, [*fields, (button, "x")])

    def api(self, method: str, path: str, json: Any = None, **headers: str) -> Any:
        return self.session.request(
            method, path, json=json, headers={"Accept": "application/json", **headers}
        )
