"""The life of a mandate: the states and steps of ``kim_mandate_workflow``.

issued –accept→ in_progress –report→ reported_done –confirm→ confirmed (office, four eyes). A
municipality may decline (§ 2.1); extend moves the date, revoke ends it. Steps are taken through
`kim.portal.tracking.life`.
"""

WORKFLOW = "kim_mandate_workflow"

ISSUED = "issued"
IN_PROGRESS = "in_progress"
REPORTED_DONE = "reported_done"
CONFIRMED = "confirmed"
DECLINED = "declined"
REVOKED = "revoked"
STATES = (ISSUED, IN_PROGRESS, REPORTED_DONE, CONFIRMED, DECLINED, REVOKED)
#: Somebody has to act; a declined one waits for the office.
OPEN = (ISSUED, IN_PROGRESS, REPORTED_DONE, DECLINED)
#: Its addressee has to act.
RUNNING = (ISSUED, IN_PROGRESS)

ACCEPT = "accept"
DECLINE = "decline"
REPORT = "report"
CONFIRM = "confirm"
REJECT_RESULT = "reject_result"
EXTEND = "extend"
REVOKE = "revoke"
TRANSITIONS = (ACCEPT, DECLINE, REPORT, CONFIRM, REJECT_RESULT, EXTEND, REVOKE)

DO = "kim.portal: Do Mandate"
MANAGE = "kim.portal: Manage Mandate"
