"""What a request may ask for and what an answer may tell: Plone's open doors, closed.

Each module narrows one matter of stock Plone on the portal's browser layer; nothing here knows a
content type of the portal.
"""
