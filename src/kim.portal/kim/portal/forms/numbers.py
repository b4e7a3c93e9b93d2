"""Numbers, times and dates as people type them; what is none is an error with an example.

Plone reads a number by the browser's language: with an English browser "51,2" is 512. Here comma
and point both separate the decimals, and there are no thousands separators.
"""

from decimal import Decimal
from kim.portal import _
from plone.app.z3cform.converters import DateWidgetConverter
from plone.app.z3cform.converters import TimeWidgetConverter
from plone.app.z3cform.interfaces import ITextWidget
from plone.app.z3cform.widgets.datetime import DateWidget
from plone.app.z3cform.widgets.datetime import TimeWidget
from typing import Any
from z3c.form.converter import BaseDataConverter
from z3c.form.converter import FormatterValidationError
from zope.component import adapter
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IDecimal
from zope.schema.interfaces import IFloat
from zope.schema.interfaces import IInt
from zope.schema.interfaces import ITime

import re


WHOLE = re.compile(r"[+-]?\d{1,15}")
DECIMAL = re.compile(r"[+-]?\d{1,15}([.,]\d{1,15})?")


class Number(BaseDataConverter):
    """Text ↔ number."""

    pattern = DECIMAL
    kind: type = float
    message = _("error_number", default="This is no number. Example: 12,5")

    def toWidgetValue(self, value: Any) -> str:
        if value is None or value == self.field.missing_value:
            return ""
        return str(value).replace(".", ",")

    def toFieldValue(self, value: str | None) -> Any:
        """:raises FormatterValidationError: for what is no number."""
        value = (value or "").strip()
        if not value:
            return self.field.missing_value
        if not self.pattern.fullmatch(value):
            raise FormatterValidationError(self.message, value)
        return self.kind(value.replace(",", "."))


@adapter(IInt, ITextWidget)
class WholeNumber(Number):
    pattern = WHOLE
    kind = int
    message = _("error_whole_number", default="This is no whole number. Example: 12")


@adapter(IFloat, ITextWidget)
class FloatNumber(Number):
    pass


@adapter(IDecimal, ITextWidget)
class DecimalNumber(Number):
    kind = Decimal


@adapter(ITime, TimeWidget)
class TimeOfDay(TimeWidgetConverter):
    """14:30"""

    def toFieldValue(self, value: str | None) -> Any:
        try:
            return super().toFieldValue((value or "").strip())
        except (TypeError, ValueError) as error:
            message = _("error_time", default="This is no time of day. Example: 14:30")
            raise FormatterValidationError(message, value) from error


@adapter(IDate, DateWidget)
class Day(DateWidgetConverter):
    """2026-11-30, as browsers send it, or 30.11.2026."""

    def toFieldValue(self, value: str | None) -> Any:
        german = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", (value or "").strip())
        try:
            return super().toFieldValue("-".join(reversed(german.groups())) if german else value)
        except (TypeError, ValueError) as error:
            message = _("error_date", default="This is no date. Example: 30.11.2026")
            raise FormatterValidationError(message, value) from error
