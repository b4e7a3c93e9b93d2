"""The portal is installed whole."""


def test_layer_and_types(integration, portal):
    assert {"Municipality", "Actor", "Offer", "Programme", "Network"} <= set(portal.portal_types.objectIds())
    assert portal["kommunen"].getLayout() == "municipalities"
