"""Who is a visitor: anyone who has not logged in."""

from AccessControl import getSecurityManager


def is_visitor() -> bool:
    """Whether the current request is anonymous.

    Before traversal has ended (on a 404, that is) everyone still counts as a visitor.
    """
    user = getSecurityManager().getUser()
    return user is None or user.getUserName() == "Anonymous User"
