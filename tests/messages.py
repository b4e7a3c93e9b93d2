"""Collects every message of the package, so that a test can tell which has no German."""

from collections.abc import Iterator
from lxml import etree
from pathlib import Path

import ast
import re


PACKAGE = Path(__file__).parent.parent / "src/kim.portal/kim/portal"
I18N = "{http://xml.zope.org/namespaces/i18n}"
ENTRY = re.compile(r'^msgid "(.*)"\nmsgstr "(.*)"$', re.MULTILINE)

Messages = dict[tuple[str, str], str]


def used() -> Messages:
    """(domain, msgid) → English default, of all code, templates and profiles."""
    found: Messages = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for msgid, default in _of_code(path):
            found.setdefault(("kim.portal", msgid), default)
    for path in sorted(PACKAGE.rglob("*.pt")):
        # What a template takes from Plone's own catalogue is not ours to translate.
        found.update({m: text for m, text in _of_xml(path) if m[0] == "kim.portal"})
    for path in sorted((PACKAGE / "profiles").rglob("*.xml")):
        found.update(_of_xml(path))
    return {key: text for key, text in found.items() if key[1]}


def translated(domain: str, language: str) -> dict[str, str]:
    """msgid → translation of one catalogue."""
    path = PACKAGE / "locales" / language / "LC_MESSAGES" / f"{domain}.po"
    text = re.sub(r'"\n"', "", path.read_text(encoding="utf-8"))
    return {_plain(msgid): _plain(msgstr) for msgid, msgstr in ENTRY.findall(text) if msgid}


def _plain(text: str) -> str:
    return text.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def _of_code(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id != "_" or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        default = next((k.value for k in node.keywords if k.arg == "default"), node.args[0])
        if isinstance(default, ast.Constant):
            yield node.args[0].value, default.value


def _of_xml(path: Path) -> Iterator[tuple[tuple[str, str], str]]:
    parser = etree.XMLParser(recover=True, resolve_entities=False)
    tree = etree.parse(str(path), parser)
    for node in tree.iter(etree.Element):
        domain = next(
            (
                a.get(f"{I18N}domain")
                for a in [node, *node.iterancestors()]
                if a.get(f"{I18N}domain")
            ),
            "",
        )
        if node.get(f"{I18N}translate") is not None:
            default = _text(node)
            yield (domain, node.get(f"{I18N}translate") or default), default
        for part in (node.get(f"{I18N}attributes") or "").split(";"):
            words = part.split()
            if words:
                default = node.get(words[0]) or ""
                yield (domain, words[1] if len(words) > 1 else default), default


def _text(node: etree._Element) -> str:
    parts = [node.text or ""]
    for child in node:
        name = child.get(f"{I18N}name") if isinstance(child.tag, str) else None
        parts.append(f"${{{name}}}" if name else "")
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def write(domain: str, language: str, new: dict[str, str] | None = None) -> list[str]:
    """Bring a catalogue up to date: every used message once, sorted; returns what lacks a text."""
    messages = {m: text for (d, m), text in used().items() if d == domain and text}
    # English is what the code says; the catalogue makes it a language of the domain.
    known = messages if language == "en" else {**translated(domain, language), **(new or {})}
    lines = [HEADER.format(domain=domain, language=language)]
    for msgid in sorted(messages):
        default = _quote(messages[msgid])
        lines.append(f'#. Default: "{default}"\nmsgid "{_quote(msgid)}"\n')
        lines[-1] += f'msgstr "{_quote(known.get(msgid, ""))}"\n'
    path = PACKAGE / "locales" / language / "LC_MESSAGES" / f"{domain}.po"
    path.write_text("\n".join(lines), encoding="utf-8")
    return sorted(msgid for msgid in messages if not known.get(msgid))


def _quote(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Domain: {domain}\\n"
"Language-Code: {language}\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


if __name__ == "__main__":
    write("kim.portal", "en")
    for lacking in [*write("kim.portal", "de"), *write("plone", "de")]:
        print(lacking)
