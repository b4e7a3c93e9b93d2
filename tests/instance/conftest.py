"""Nothing here needs Plone: the layers that the other tests keep running are not started."""

import pytest


def pytest_itemcollected(item: pytest.Item) -> None:
    """Take away the fixtures that keep a layer for the whole session."""
    item.fixturenames[:] = [name for name in item.fixturenames if not name.startswith("_keep_")]
