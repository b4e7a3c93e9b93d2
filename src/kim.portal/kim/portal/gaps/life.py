"""The life of a gap report: the states and steps of ``kim_gap_workflow``.

draft –report→ reported –review→ in_review –assign→ assigned –propose→ in_proposal; the office may
assign, propose and answer straight from reported. return leads back to draft, refer from one level
to the other, settle from in_proposal back to assigned; resolve and drop are the ends, from which
whoever reported it may object once. Steps are taken through `kim.portal.tracking.life`.
"""

WORKFLOW = "kim_gap_workflow"

DRAFT = "draft"
REPORTED = "reported"
IN_REVIEW = "in_review"
ASSIGNED = "assigned"
IN_PROPOSAL = "in_proposal"
RESOLVED = "resolved"
DROPPED = "dropped"
STATES = (DRAFT, REPORTED, IN_REVIEW, ASSIGNED, IN_PROPOSAL, RESOLVED, DROPPED)
#: Not answered yet.
OPEN = (REPORTED, IN_REVIEW, ASSIGNED, IN_PROPOSAL)
ENDS = (RESOLVED, DROPPED)

REPORT = "report"
REVIEW = "review"
ASSIGN = "assign"
REFER = "refer"
PROPOSE = "propose"
SETTLE = "settle"
RETURN = "return"
RESOLVE = "resolve"
DROP = "drop"
OBJECT = "object"
TRANSITIONS = (REPORT, REVIEW, ASSIGN, REFER, PROPOSE, SETTLE, RETURN, RESOLVE, DROP, OBJECT)

ADD = "kim.portal: Add Gap Report"
TRIAGE = "kim.portal: Triage Gap"
WORK = "kim.portal: Work on Gap"
SEES_REPORTER = "kim.portal: View Reporter"
