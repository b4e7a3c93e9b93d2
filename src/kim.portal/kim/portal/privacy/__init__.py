"""Personal data of clients in what people type: found, shown, refused or asked about.

The portal is about how things work, not about cases (concept § 3.8): nobody's number, date of birth
or name belongs into it. Nothing here knows a content type.
"""
