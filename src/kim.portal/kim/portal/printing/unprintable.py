"""That something cannot be printed, as a sentence for whoever asked for it."""

from zope.i18n import interpolate
from zope.i18nmessageid import Message


class Unprintable(Exception):
    """There is no PDF of it; ``message`` says why, for people."""

    def __init__(self, message: Message) -> None:
        super().__init__(interpolate(message.default, message.mapping))
        self.message = message
