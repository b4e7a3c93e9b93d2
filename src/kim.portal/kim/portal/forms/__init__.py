"""How forms and the API say what is wrong: beside the field, in German, readable by machines.

Nothing here knows a content type of the portal; every room above may raise `FieldInvalid`.
"""

from plone.app.dexterity.behaviors.metadata import IBasic


# Lists, cards and search results show both whole. Plone's own limits are 1,000 and more; its
# documentation of IBasic names this way to set others, for forms and the API alike.
IBasic["title"].max_length = 200
IBasic["description"].max_length = 500
