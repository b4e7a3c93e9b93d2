"""``make daily`` beside the running portal."""

import re
import subprocess


def daily(portal) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["make", "daily", f"RUN={portal.folder}"], capture_output=True, text=True, timeout=240
    )


def test_shows_what_it_does_and_does_nothing_twice(portal):
    for _time in range(2):
        made = daily(portal)
        assert made.returncode == 0, made.stderr
        assert re.search(r"^Digests: 0$", made.stdout, re.MULTILINE)
        assert re.search(r"No mail server is set up: \d+ mails wait", made.stdout)
