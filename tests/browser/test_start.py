"""What `make start` serves: the county's site, at the root, in German, for a phone too."""

from playwright.sync_api import expect
from urllib.error import HTTPError
from urllib.request import urlopen

import json
import pytest
import stat
import subprocess


def test_home_page_answers_in_german(portal, any_page):
    answer = any_page.goto("/")
    assert answer.status == 200
    expect(any_page.locator("html")).to_have_attribute("lang", "de")


def test_site_stands_at_the_root(portal, page):
    page.goto("/")
    hrefs = page.locator("a[href]").evaluate_all(
        "links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href)"
    )
    assert [href for href in hrefs if href.startswith(portal.url)]
    assert not [href for href in hrefs if href.startswith(f"{portal.url}/kim")]


def test_home_page_works_without_scripts(portal, new_page):
    page = new_page("phone", java_script_enabled=False)
    assert page.goto("/").status == 200
    expect(page.locator("h1").first).to_be_visible()


def test_api_stands_at_the_root(portal):
    with urlopen(f"{portal.url}/++api++/@search?b_size=1") as answer:
        assert json.load(answer)["@id"].startswith(f"{portal.url}/")


def test_zope_root_has_an_address(portal):
    with urlopen(f"{portal.url}/zope-root/") as answer:
        assert answer.status == 200


def test_missing_page_is_missing(portal):
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{portal.url}/no-such-page")


def test_administrator_logs_in(portal, page):
    portal.sign_in(page)
    assert page.goto("/@@overview-controlpanel").status == 200


def test_password_is_closed_to_others(portal):
    mode = (portal.folder / "var" / "admin-password").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_second_process_changes_what_is_served(portal, tmp_path):
    script = tmp_path / "append.py"
    script.write_text(
        "import transaction\n"
        "app.kim.portal_registry['plone.robots_txt'] += '\\n# appended by a command\\n'\n"
        "transaction.commit()\n"
    )
    subprocess.run([portal.folder / "bin" / "instance", "run", script], check=True)
    with urlopen(f"{portal.url}/robots.txt") as answer:
        assert b"# appended by a command" in answer.read()


def test_second_start_in_the_same_folder_is_refused(portal):
    command = ["make", "start", f"RUN={portal.folder}", "PORT=1"]
    refused = subprocess.run(command, capture_output=True, text=True, check=False)
    assert refused.returncode != 0
    assert "Another make start" in refused.stderr
    assert "Traceback" not in refused.stderr
