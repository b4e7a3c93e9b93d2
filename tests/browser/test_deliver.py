"""``make deliver`` beside the running portal."""

import subprocess


def test_says_that_there_is_no_mail_server(portal):
    made = subprocess.run(
        ["make", "deliver", f"RUN={portal.folder}"], capture_output=True, text=True, timeout=120
    )
    assert made.returncode == 0, made.stderr
    assert "No mail server is set up: 0 mails wait" in made.stdout
