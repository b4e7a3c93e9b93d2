"""Icons: Plone's own files, inlined, silent to a screen reader."""

from kim.portal.theme.icons import icon
from kim.portal.theme.icons import UnknownIcon

import pytest


def test_is_decoration():
    svg = icon("telephone")
    assert svg.startswith('<svg class="kim-icon"')
    assert 'aria-hidden="true"' in svg
    assert svg.endswith("</svg>")


@pytest.mark.parametrize("name", ["no-such-icon", "../icons/plone", "", "telephone.svg", "A"])
def test_an_unknown_name_is_refused(name):
    with pytest.raises(UnknownIcon):
        icon(name)
