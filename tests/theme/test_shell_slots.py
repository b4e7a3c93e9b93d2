"""The visitors' shell offers what Plone's main template offers, so that any view can fill it."""

from kim.portal.theme import shell
from pathlib import Path
from Products.CMFPlone.browser import main_template

import pytest
import re


STOCK = (Path(main_template.__file__).parent / "templates" / "main_template.pt").read_text()
OURS = Path(shell.__file__).with_name("shell.pt").read_text(encoding="utf-8")

SLOT = re.compile(r'define-slot="([\w-]+)"')
MACRO = re.compile(r'define-macro="([\w-]+)"')
DEFINED = re.compile(r"(?:^|[\";])\s*(\w+) (?:python:|nocall:|\w+/|string:)", re.M)


def test_has_every_slot():
    assert set(SLOT.findall(STOCK)) <= set(SLOT.findall(OURS))


def test_has_every_macro():
    assert set(MACRO.findall(STOCK)) <= set(MACRO.findall(OURS))


def test_defines_every_name():
    assert set(DEFINED.findall(STOCK)) <= set(DEFINED.findall(OURS))


@pytest.mark.parametrize("element", ["content", "content-core", "portal-column-content"])
def test_has_the_ids_that_styles_and_tests_rely_on(element):
    assert f'id="{element}"' in OURS
