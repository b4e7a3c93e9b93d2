"""Fields that schemas of many types have alike."""

from typing import Any
from zope import schema
from zope.i18nmessageid import Message


def several(vocabulary: str, title: Message, **more: Any) -> schema.List:
    """Terms of a vocabulary, or none of them; `more` goes to the field."""
    return schema.List(
        title=title,
        value_type=schema.Choice(vocabulary=vocabulary),
        required=False,
        default=[],
        missing_value=[],
        **more,
    )
