"""What is stored under the address that networks had until version 1002."""

from kim.portal.networks.network import INetwork
from kim.portal.networks.network import Network
from plone.dexterity.utils import resolveDottedName
from ZODB.broken import find_global

import pickle
import pytest


OLD = "kim.portal.committees.network"


class TestOldAddress:
    def test_the_database_finds_the_class(self):
        assert find_global(OLD, "Network") is Network

    def test_an_old_pickle_loads(self):
        new = pickle.dumps(Network, protocol=0)
        old = new.replace(b"kim.portal.networks.network", OLD.encode())
        assert old != new
        assert pickle.loads(old) is Network

    @pytest.mark.parametrize("name,found", [("Network", Network), ("INetwork", INetwork)])
    def test_a_type_that_is_not_yet_upgraded_works(self, name, found):
        assert resolveDottedName(f"{OLD}.{name}") is found

    def test_nothing_else_is_there(self):
        with pytest.raises(ImportError):
            resolveDottedName(f"{OLD}.Other")
