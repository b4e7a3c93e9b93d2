"""The rules for single values; no Plone needed."""

from kim.portal.access.parameters import API_PARAMETERS
from kim.portal.access.parameters import BadParameter
from kim.portal.access.parameters import checked
from kim.portal.access.parameters import MOST_PARAMETERS
from kim.portal.access.parameters import Number
from kim.portal.access.parameters import OneOf
from kim.portal.access.parameters import PARAMETERS
from kim.portal.access.parameters import Text
from kim.portal.access.parameters import Texts
from kim.portal.access.parameters import Truth
from kim.portal.access.parameters import Version

import pytest


SIZE = Number(0, 100, boundless=-1)


@pytest.mark.parametrize(
    "rule,value,expected",
    [
        (SIZE, "25", "25"),
        (SIZE, 25, 25),
        (SIZE, "1000000", "100"),
        (SIZE, 1000000, 100),
        (SIZE, "-1", "100"),
        (Text(5), "Jülic", "Jülic"),
        (Texts(2), "de", "de"),
        (Texts(2), ["de", "en"], ["de", "en"]),
        (OneOf(("a", "b")), "A", "A"),
        (Truth(), "on", "on"),
        (Version(), "current", "current"),
        (Version(), "3", "3"),
    ],
)
def test_value(rule, value, expected):
    assert rule("name", value) == expected


@pytest.mark.parametrize(
    "rule,value",
    [
        (SIZE, "abc"),
        (SIZE, ""),
        (SIZE, "-2"),
        (SIZE, "1.5"),
        (SIZE, "9" * 30),
        (SIZE, True),
        (SIZE, ["1", "2"]),
        (SIZE, {"query": 1}),
        (Number(0, 5), "-1"),
        (Text(5), "Jülich"),
        (Text(5), ["a"]),
        (Texts(2), ["a", "b", "c"]),
        (Texts(2), ["a", 1]),
        (Texts(2), {"a": 1}),
        (OneOf(("a", "b")), "c"),
        (OneOf(("a", "b")), ["a"]),
        (Truth(), "maybe"),
        (Truth(), ["on", "off"]),
        (Version(), "latest"),
    ],
)
def test_refused(rule, value):
    with pytest.raises(BadParameter) as error:
        rule("wanted", value)
    assert error.value.name == "wanted"


def test_only_what_changes_is_replaced():
    form = {"b_size": "1000", "b_start": "10", "text": "anything"}
    assert dict(checked(form)) == {"b_size": "100"}


def test_names_of_forms_are_free_outside_the_api():
    form = {"title": "x" * 5000, "limit": "as you like"}
    assert not dict(checked(form))
    with pytest.raises(BadParameter):
        dict(checked(form, api=True))


def test_whole_objects_come_in_smaller_pages():
    assert dict(checked({"fullobjects": "1", "b_size": "80"}, api=True)) == {"b_size": "25"}


def test_number_of_parameters():
    with pytest.raises(BadParameter):
        dict(checked({f"p{number}": "" for number in range(MOST_PARAMETERS + 1)}))


@pytest.mark.parametrize("name", sorted(PARAMETERS | API_PARAMETERS))
def test_no_rule_takes_a_mapping(name):
    with pytest.raises(BadParameter):
        (PARAMETERS | API_PARAMETERS)[name](name, {"query": "x"})
