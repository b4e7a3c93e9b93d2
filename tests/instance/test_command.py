"""How a command ends: in order, with a sentence, or because it was told to."""

from instance.failures import Failure
from instance.processes import Interrupted
from instance.start import _port
from instance.steps import command
from instance.steps import step

import pytest
import signal


@pytest.fixture(autouse=True)
def own_signal_handlers():
    """Give back the handlers that a command takes over."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [(number, signal.getsignal(number)) for number in numbers]
    yield
    for number, handler in before:
        signal.signal(number, handler)


def raising(error: Exception):
    def work(family):
        raise error

    return work


def test_success():
    assert command(lambda family: None) == 0


def test_failure_is_one_sentence(capsys):
    assert command(raising(Failure("Port 80 is taken."))) == 1
    assert capsys.readouterr().err.strip() == "Port 80 is taken."


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interruption(capsys, number, code):
    assert command(raising(Interrupted(number))) == code
    assert capsys.readouterr().err.strip() == "Stopped."


def test_unknown_error_is_not_swallowed():
    with pytest.raises(ZeroDivisionError):
        command(raising(ZeroDivisionError()))


def test_step_says_when_nothing_was_to_do(capsys):
    with step("2/4 Programs"):
        pass
    assert capsys.readouterr().out == "2/4 Programs … ready\n"


def test_broken_step_ends_its_line(capsys):
    with pytest.raises(Failure), step("2/4 Programs"):
        raise Failure("no")
    assert capsys.readouterr().out == "2/4 Programs … \n"


@pytest.mark.parametrize("text", ["", "80x", "-1", "80.5"])
def test_port_that_is_no_number(text):
    with pytest.raises(Failure, match="is no port"):
        _port(text)
