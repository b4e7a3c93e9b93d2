"""The life of a proposal: the states and steps of ``kim_proposal_workflow``.

draft –table→ in_consultation –submit→ submitted –schedule→ scheduled –adopt→ adopted or –reject→
rejected; postpone and unschedule lead from scheduled back to submitted, refer_back to
in_consultation; adopted –implement→ in_implementation –complete→ implemented, or –close→
implemented. Both routes of § 3.3: a proposal of the case level is referred to the structural one,
or submitted directly. Steps are taken through `kim.portal.tracking.life`.
"""

WORKFLOW = "kim_proposal_workflow"

DRAFT = "draft"
IN_CONSULTATION = "in_consultation"
SUBMITTED = "submitted"
SCHEDULED = "scheduled"
ADOPTED = "adopted"
REJECTED = "rejected"
IN_IMPLEMENTATION = "in_implementation"
IMPLEMENTED = "implemented"
WITHDRAWN = "withdrawn"
STATES = (
    DRAFT,
    IN_CONSULTATION,
    SUBMITTED,
    SCHEDULED,
    ADOPTED,
    REJECTED,
    IN_IMPLEMENTATION,
    IMPLEMENTED,
    WITHDRAWN,
)
#: Under way: its gaps wait for it.
OPEN = (DRAFT, IN_CONSULTATION, SUBMITTED, SCHEDULED, ADOPTED, IN_IMPLEMENTATION)
ENDS = (REJECTED, IMPLEMENTED, WITHDRAWN)
#: Decided for.
DECIDED_FOR = (ADOPTED, IN_IMPLEMENTATION, IMPLEMENTED)

TABLE = "table"
SUBMIT = "submit"
REFER = "refer"
WITHDRAW = "withdraw"
RETURN = "return"
SCHEDULE = "schedule"
UNSCHEDULE = "unschedule"
ADOPT = "adopt"
REJECT = "reject"
POSTPONE = "postpone"
REFER_BACK = "refer_back"
IMPLEMENT = "implement"
COMPLETE = "complete"
CLOSE = "close"
TRANSITIONS = (
    TABLE,
    SUBMIT,
    REFER,
    WITHDRAW,
    RETURN,
    SCHEDULE,
    UNSCHEDULE,
    ADOPT,
    REJECT,
    POSTPONE,
    REFER_BACK,
    IMPLEMENT,
    COMPLETE,
    CLOSE,
)

ADD = "kim.portal: Add Proposal"
PREPARE = "kim.portal: Prepare Proposal"
MANAGE = "kim.portal: Manage Proposal"
CONFIRM = "kim.portal: Confirm Decision"
OPINION = "kim.portal: Give Opinion"
