"""``make deliver`` beside the running portal."""

import re
import subprocess


def test_says_that_there_is_no_mail_server(portal):
    made = subprocess.run(
        ["make", "deliver", f"RUN={portal.folder}"], capture_output=True, text=True, timeout=120
    )
    assert made.returncode == 0, made.stderr
    assert re.search(r"No mail server is set up: \d+ mails wait", made.stdout)
