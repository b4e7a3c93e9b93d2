"""The browser layer: what is registered on it exists only where the portal is installed."""

from collective.easyform.interfaces import IEasyFormLayer
from collective.z3cform.datagridfield.interfaces import IDataGridFieldLayer
from plone.app.z3cform.interfaces import IPloneFormLayer
from zope.publisher.interfaces.browser import IDefaultBrowserLayer


class IKimLayer(IDefaultBrowserLayer):
    """The request of a site that runs kim.portal."""


class IKimFormLayer(IEasyFormLayer, IDataGridFieldLayer, IPloneFormLayer, IKimLayer):
    """The same, where a registration must win over that of a form library."""
