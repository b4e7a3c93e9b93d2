"""``@@ploneform-macros``: the frame of every z3c.form, with the summary of what is wrong."""

from kim.portal.forms.summary import Summary
from plone.app.z3cform.views import Macros as PloneMacros
from typing import Any


class Macros(PloneMacros):
    """Plone's form on one page: fieldsets have headings, not tabs in which an error could hide."""

    def summary(self, form: Any) -> Summary:
        """The template asks for it."""
        return Summary(form, self.request)

    def legend(self, form: Any) -> str | None:
        """The heading of the fields outside fieldsets; Dexterity's "Default" says nothing."""
        label = getattr(form, "default_fieldset_label", None) or getattr(form, "form_name", None)
        return None if label == "label_schema_default" else label
