"""How a site is run: its environment, its programs, its creation and its start.

Everything here but ``create_site`` and ``site_root`` uses the standard library alone, because it
runs before anything is installed.
"""
