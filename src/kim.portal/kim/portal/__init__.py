"""The portal of a county's Kommunales Integrationsmanagement (KIM).

The rooms, from the ground up, are listed in ``docs/development.md``; each imports only what stands
below it.
"""

from zope.i18nmessageid import MessageFactory


_ = MessageFactory("kim.portal")
