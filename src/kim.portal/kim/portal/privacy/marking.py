"""A text as HTML with its findings marked, to be shown beside the field that it was typed into."""

from html import escape
from kim.portal.privacy.findings import findings


class Marked(str):
    """HTML that templates insert as it is: everything in it is escaped."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def marked(text: str) -> Marked:
    """``<mark>`` around every finding; what is refused has the class ``kim-refused``.

    The element around it keeps lines (``class="kim-marked"``).
    """
    parts: list[str] = []
    position = 0
    for finding in findings(text):
        parts.append(escape(text[position : finding.start]))
        kind = ' class="kim-refused"' if finding.refused else ""
        parts.append(f"<mark{kind}>{escape(finding.text)}</mark>")
        position = finding.end
    parts.append(escape(text[position:]))
    return Marked("".join(parts))
