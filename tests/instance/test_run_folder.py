"""The run folder: places that cannot work are refused, secrets stay closed, one start at a time."""

from instance import folder
from instance.failures import Failure
from instance.folder import RunFolder
from pathlib import Path

import pytest
import stat


@pytest.fixture
def run_folder(tmp_path) -> RunFolder:
    prepared = RunFolder(tmp_path)
    folder.prepare(prepared)
    return prepared


class TestPlace:
    def test_ordinary_place_is_accepted(self):
        folder.check(RunFolder(Path("/srv/kim")))

    def test_longest_socket_that_works(self):
        longest = folder.LONGEST_SOCKET - len("/var/zeo.sock")
        folder.check(RunFolder(Path("/" + "x" * (longest - 1))))
        with pytest.raises(Failure, match=r"too long for a socket.*make start RUN="):
            folder.check(RunFolder(Path("/" + "x" * longest)))

    def test_length_counts_bytes(self):
        with pytest.raises(Failure, match="too long"):
            folder.check(RunFolder(Path("/" + "ü" * 60)))

    def test_space_is_refused(self):
        with pytest.raises(Failure, match="contains a space"):
            folder.check(RunFolder(Path("/srv/my portal")))

    def test_unwritable_place_is_refused(self, tmp_path):
        file = tmp_path / "file"
        file.touch()
        with pytest.raises(Failure, match="cannot be used"):
            folder.prepare(RunFolder(file))


class TestSecrets:
    def test_data_are_closed_to_others(self, run_folder):
        assert stat.S_IMODE(run_folder.var.stat().st_mode) == 0o700

    def test_password_is_made_once(self, run_folder):
        password, is_new = folder.administrator_password(run_folder)
        assert is_new
        assert len(password) >= 16
        assert folder.administrator_password(run_folder) == (password, False)

    def test_password_is_closed_to_others(self, run_folder):
        folder.administrator_password(run_folder)
        assert stat.S_IMODE(run_folder.password.stat().st_mode) == 0o600


class TestOneAtATime:
    def test_second_start_names_the_first(self, run_folder):
        with (
            folder.held(run_folder),
            pytest.raises(Failure, match=r"Another make start \(process \d+\)"),
            folder.held(run_folder),
        ):
            pass

    def test_start_after_the_end_of_the_first(self, run_folder):
        for _ in range(2):
            with folder.held(run_folder):
                pass


class TestDigest:
    def test_changes_with_file_and_text(self, tmp_path):
        file = tmp_path / "pins"
        file.write_text("a==1")
        first = folder.digest([file], "3.11")
        assert folder.digest([file], "3.11") == first
        assert folder.digest([file], "3.12") != first
        file.write_text("a==2")
        assert folder.digest([file], "3.11") != first


@pytest.mark.parametrize(
    ("text", "expected"),
    [("one\ntwo\n\n", "two"), ("", "the log is empty"), ("  only  ", "only")],
)
def test_tail(tmp_path, text, expected):
    log = tmp_path / "log"
    log.write_text(text)
    assert folder.tail(log) == expected
