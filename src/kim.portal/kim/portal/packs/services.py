"""``GET @pack`` on a meeting: what its pack holds for the asker, and where the PDF is."""

from kim.portal.meetings.agenda import Line
from kim.portal.meetings.agenda import Paper
from kim.portal.packs import contents
from kim.portal.packs import pack
from plone.restapi.services import Service
from typing import Any


class Pack(Service):
    """The list of parts."""

    def reply(self) -> dict[str, Any]:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        url = self.context.absolute_url()
        lines = contents.lines(self.context)
        reduced = f"{url}/@@pack?confidential=0" if contents.confidential(lines) else None
        return {
            "@id": f"{url}/@pack",
            "pdf": f"{url}/@@pack",
            "pdf_without_confidential": reduced,
            "filename": pack.filename(self.context),
            "items": [_item(line) for line in lines],
        }


def _item(line: Line) -> dict[str, Any]:
    found: dict[str, Any] = {"number": line.number, "confidential": line.confidential}
    if line.item is None:
        return found
    own = [_paper(paper) for paper in contents.papers(line.item)]
    other = [part for source in contents.sources(line.item) for part in source.parts()]
    return found | {
        "@id": line.item.absolute_url(),
        "title": line.item.title,
        "papers": [*own, *({"title": part.title} for part in other)],
    }


def _paper(paper: Paper) -> dict[str, Any]:
    file = contents.file_of(paper)
    return {
        "@id": paper.content.absolute_url(),
        "title": paper.title,
        "content_type": file.contentType if file is not None else None,
        "size": file.getSize() if file is not None else 0,
    }
