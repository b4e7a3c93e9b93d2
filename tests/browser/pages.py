"""Every kind of page that a visitor can see, by what it is; one of each stands for its kind.

Addresses and ids are those of the county data that ``make start`` loads. Pages of entries that
carry phone numbers, places and times need the test entries (see entries.py), which the county's
sources do not give.
"""

PUBLIC = {
    "start": "/",
    "municipalities": "/kommunen",
    "municipality with offices of its own": "/kommunen/neuss",
    "municipality served by the county": "/kommunen/juechen",
    "actors": "/akteure",
    "actors, page 2": "/akteure?page=2",
    "actors of a category and place": "/akteure?category=family&municipality=juechen",
    "actors, none": "/akteure?category=integration-councils&municipality=juechen",
    "offers": "/akteure?type=offer",
    "actor without contact": "/akteure/integrationskurstraeger",
    "actor who is responsible": "/akteure/auslaenderbehoerde-rhein-kreis-neuss",
    "actor with everything": "/akteure/testcafe-testdaten",
    "offer without contact": "/akteure/kompass-d/kompass-d",
    "offer with everything": "/akteure/testcafe-testdaten/sprachcafe-testdaten",
    "programmes": "/programme",
    "programme": "/programme/iq-netzwerk",
    "networks": "/netzwerke",
    "network": "/netzwerke/arbeitskreis-griffbereit-rucksack",
    "committees": "/gremien",
    "steering group": "/gremien/lenkungsgruppe",
    "working group without seats": "/gremien/arbeitsgruppe-fallebene",
    "seats": "/gremien/lenkungsgruppe/sitze",
    "seat": "/gremien/lenkungsgruppe/sitze/schule-kultur-jugend",
    "decisions": "/gremien/lenkungsgruppe/beschluesse",
    "topics": "/themen",
    "field of action": "/themen/language",
    "topic": "/themen/german-courses",
    "topic in a place": "/themen/german-courses?municipality=juechen",
    "topic without offers": "/themen/health",
    "imprint": "/impressum",
    "privacy": "/datenschutz",
    "accessibility": "/barrierefreiheit",
    "contact": "/kontakt",
    "forms": "/formulare",
    "form": "/formulare/kontakt",
    "form of a gap report": "/formulare/luecke-melden",
    "login": "/login",
    "lost password": "/mail_password_form",
    "search": "/suche?q=Deutsch&municipality=juechen",
    "search without hits": "/suche?q=xyzzyq&topic=work",
    "search without a question": "/suche",
    "site map": "/sitemap",
}

ERRORS = {
    "not found": ("/akteure/gibt-es-nicht", 404),
    # Whoever is not logged in is led to the login form.
    "not open": ("/@@usergroup-userprefs", 200),
}

ADDRESSES = {**PUBLIC, **{name: path for name, (path, _status) in ERRORS.items()}}

# What only those see who log in; outside Plone's own toolbar.
INSIDE = {
    "report of a gap": "/luecken/@@melden",
    "inbox": "/luecken/@@eingang",
    "enquiries": "/luecken/@@abfragen",
    "board": "/@@board",
    "own list": "/@@my-entries",
}
