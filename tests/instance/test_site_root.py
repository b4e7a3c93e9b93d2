"""The addresses: the site at the root, Zope's own root beside it."""

from instance.site_root import inner_path
from instance.site_root import make_filter

import pytest


@pytest.mark.parametrize(
    ("asked", "inner"),
    [
        ("/", "/kim/VirtualHostRoot/"),
        ("", "/kim/VirtualHostRoot/"),
        ("/kommunen/juechen", "/kim/VirtualHostRoot/kommunen/juechen"),
        ("/++api++/@search", "/kim/VirtualHostRoot/++api++/@search"),
        ("/zope-root", "/VirtualHostRoot/_vh_zope-root/"),
        ("/zope-root/", "/VirtualHostRoot/_vh_zope-root/"),
        ("/zope-root/manage_main", "/VirtualHostRoot/_vh_zope-root/manage_main"),
        ("/zope-roots", "/kim/VirtualHostRoot/zope-roots"),
        (
            "/VirtualHostBase/https/kim.example.org:443/kim/VirtualHostRoot/suche",
            "/VirtualHostBase/https/kim.example.org:443/kim/VirtualHostRoot/suche",
        ),
    ],
)
def test_inner_path(asked, inner):
    assert inner_path(asked, "kim") == inner


def test_filter_leaves_the_rest_of_the_request_alone():
    seen = {}

    def application(environ, start_response):
        seen.update(environ)
        return [b"fine"]

    wrapped = make_filter({}, "kim")(application)
    assert wrapped({"PATH_INFO": "/suche", "QUERY_STRING": "q=a"}, None) == [b"fine"]
    assert seen == {"PATH_INFO": "/kim/VirtualHostRoot/suche", "QUERY_STRING": "q=a"}


def test_head_is_answered_as_get_without_the_body():
    asked = []

    def application(environ, start_response):
        asked.append(environ["REQUEST_METHOD"])
        return [b"body"]

    environ = {"PATH_INFO": "/", "REQUEST_METHOD": "HEAD"}
    assert make_filter({}, "kim")(application)(environ, None) == []
    assert asked == ["GET"]
