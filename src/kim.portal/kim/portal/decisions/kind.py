"""Decisions among what is tracked: they wait for nobody; confirming them waits for the chair."""

from kim.portal import _
from kim.portal.decisions import life
from kim.portal.tracking.kinds import Kind


DECISIONS = Kind(
    "Decision",
    _("kind_decision", default="Decision"),
    _("kind_decisions", default="Decisions"),
    30,
    states={
        life.RECORDED: _("decision_recorded", default="Recorded"),
        life.PUBLISHED: _("decision_published", default="Published"),
    },
    open=(),
    todo={},
    steps={life.PUBLISH: _("step_publish_decision", default="Published")},
    actors={life.PUBLISH: _("actor_office", default="Coordinating office")},
)
