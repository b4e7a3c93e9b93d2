"""``make reindex`` beside the running portal."""

from urllib.parse import quote
from urllib.request import urlopen

import re
import subprocess


def test_builds_the_search_again_and_shows_how_far_it_is(portal):
    made = subprocess.run(
        ["make", "reindex", f"RUN={portal.folder}"], capture_output=True, text=True, timeout=120
    )
    assert made.returncode == 0, made.stderr
    assert re.search(r"^\d+ of \d+ entries$", made.stdout, re.MULTILINE)
    assert "The search is built anew" in made.stdout
    with urlopen(f"{portal.url}/suche?q={quote('Auslanderbehorde')}") as page:
        assert "Ausländerbehörde" in page.read().decode()
