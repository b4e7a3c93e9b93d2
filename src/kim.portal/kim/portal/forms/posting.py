"""A page with forms of its own: shown when it is asked for, acting when it is posted to."""

from plone.protect import CheckAuthenticator
from plone.protect import PostOnly


class Posting:
    """Mixed into a view with a template: `post` acts and says what to show."""

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "no-store")
        if self.request.method != "POST":
            return self.index()
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        return self.post()

    def post(self) -> str:
        raise NotImplementedError

    def typed(self, name: str) -> str:
        """A text of the form, without spaces around it; empty where there is none."""
        value = self.request.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def go(self, url: str) -> str:
        self.request.response.redirect(url)
        return ""
