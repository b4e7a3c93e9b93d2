"""Pages of networks."""


class TestInternal:
    def test_visitors_see_the_others(self, visitor):
        visitor.open("/netzwerke")
        assert "Runder Tisch" in visitor.text
        assert "Amtsrunde" not in visitor.text
        visitor.open("/akteure/stadt-neustadt")
        assert "Amtsrunde" not in visitor.text
