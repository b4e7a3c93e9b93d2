"""Children of a command: gently ended, never left behind."""

from instance.processes import Family
from instance.processes import Interrupted

import os
import pytest
import signal
import subprocess
import sys
import time


STUBBORN = (
    "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN);"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"
)


@pytest.fixture(autouse=True)
def own_signal_handlers():
    """Give back the handlers that a family takes over."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [(number, signal.getsignal(number)) for number in numbers]
    yield
    for number, handler in before:
        signal.signal(number, handler)


def wait_for(condition) -> None:
    limit = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_success_and_failure(tmp_path):
    with Family() as family:
        assert family.run(["true"], tmp_path / "log")
        assert not family.run(["false"], tmp_path / "log")


def test_output_goes_to_the_log(tmp_path):
    log = tmp_path / "log"
    with Family() as family:
        family.run(["echo", "one"], log)
        family.run(["sh", "-c", "echo two >&2"], log)
    assert log.read_text() == "one\ntwo\n"


def test_leaving_ends_all_in_reverse_order(tmp_path):
    log = tmp_path / "log"
    with Family() as family:
        for name in ("first", "second"):
            script = f"trap 'echo {name}; exit' TERM; echo ready; while :; do sleep 0.05; done"
            family.start(["sh", "-c", script], log)
        wait_for(lambda: log.read_text().count("ready") == 2)
    said = [word for word in log.read_text().split() if word in ("first", "second")]
    assert said == ["second", "first"]


def test_grandchildren_end_too(tmp_path):
    log = tmp_path / "log"
    with Family() as family:
        family.start(["sh", "-c", "sleep 60 & echo $!; wait"], log)
        wait_for(lambda: log.read_text().strip())
    grandchild = int(log.read_text())
    wait_for(lambda: not is_alive(grandchild))


def test_stubborn_child_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr("instance.processes.LAST_PATIENCE", 0.2)
    log = tmp_path / "log"
    with Family() as family:
        command = [sys.executable, "-c", STUBBORN]
        child = family.start(command, log, ending=signal.SIGINT, patience=0.2)
        wait_for(lambda: log.read_text())
    assert child.process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_interrupts_a_step(tmp_path, number):
    with pytest.raises(Interrupted) as caught, Family() as family:
        family.start(["sleep", "60"], tmp_path / "log")
        signal.raise_signal(number)
    assert caught.value.exit_code == 128 + number


def test_second_signal_does_not_disturb_the_ending(tmp_path):
    log = tmp_path / "log"
    script = f"trap 'kill -INT {os.getpid()}; echo done; exit' TERM; echo ready; sleep 60 & wait"
    with pytest.raises(Interrupted), Family() as family:
        child = family.start(["sh", "-c", script], log)
        wait_for(lambda: log.read_text())
        signal.raise_signal(signal.SIGINT)
    assert "done" in log.read_text()
    assert child.process.poll() is not None


def test_child_does_not_see_the_terminals_signal(tmp_path):
    with Family() as family:
        child = family.start(["sleep", "60"], tmp_path / "log")
        assert os.getpgid(child.process.pid) != os.getpgid(0)


def test_missing_program_is_an_error_of_ours(tmp_path):
    with pytest.raises(FileNotFoundError), Family() as family:
        family.run(["/nowhere/program"], tmp_path / "log")
    assert subprocess.run(["true"], check=True)
