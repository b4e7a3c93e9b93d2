"""A report in every state behind a web server, and the buttons of its page."""

from kim.portal.triage import triage
from plone import api

import transaction


def bring(served, state):
    gap = served.make("gap", municipalities=["altdorf"], behalf="Ausländeramt Geheimwort")
    with api.env.adopt_roles(["Manager"]):
        if state == "draft":
            triage.give_back(gap, "Bitte genauer.")
        if state in ("in_review", "assigned", "resolved"):
            triage.review(gap)
        if state in ("assigned", "resolved"):
            triage.assign(gap, api.content.get_uuid(served.loop.cases))
        if state == "resolved":
            triage.resolve(gap, "Es gibt jetzt einen Kurs.")
    transaction.commit()
    return f"/luecken/{gap.getId()}"


def named(page) -> list[str]:
    """The names of the buttons."""
    found = page.tree.xpath("//main//div[@class='kim-actions']//a/@href")
    found += page.tree.xpath("//main//div[@class='kim-actions']//form/@action")
    return [one.rsplit("/", 1)[1].removeprefix("@@") for one in found]
