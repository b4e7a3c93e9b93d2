"""What the portal tells people outside its pages: mails at most once, their texts, signed links.

Nothing here knows who is told what: a room writes a letter and hands it over.
"""
