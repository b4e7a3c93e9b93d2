"""The life of a decision: ``kim_decision_workflow``, recorded –publish→ published.

A decision is written once; nothing changes, moves or removes it.
"""

WORKFLOW = "kim_decision_workflow"

RECORDED = "recorded"
PUBLISHED = "published"
STATES = (RECORDED, PUBLISHED)

PUBLISH = "publish"
TRANSITIONS = (PUBLISH,)

CONFIRM = "kim.portal: Confirm Decision"
READ = "kim.portal: Read Decision"
MAY_PUBLISH = "kim.portal: Publish Decision"
ADD_MANDATE = "kim.portal: Add Mandate"
