"""Nothing here needs Plone: the layers that the other tests keep running are not started."""

import pytest


@pytest.fixture(scope="session")
def _keep_functional_session() -> None:
    """Keep nothing."""


@pytest.fixture(scope="session")
def _keep_integration_session() -> None:
    """Keep nothing."""
