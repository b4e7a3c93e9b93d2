"""Where the portal listens, and the sentences for where it cannot."""

from contextlib import contextmanager
from instance import network
from instance.failures import Failure

import pytest
import socket


@contextmanager
def listener(address: str = "127.0.0.1"):
    """Take a free port and yield it."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as server:
        server.bind((address, 0))
        server.listen()
        yield server.getsockname()[1]


def free_port() -> int:
    with listener() as port:
        return port


def test_localhost_means_loopback_only():
    port = free_port()
    addresses = network.listen_addresses("localhost", port)
    assert addresses[0] == f"127.0.0.1:{port}"
    assert addresses[1:] in ([], [f"[::1]:{port}"])


@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1"])
def test_other_host_is_taken_as_said(host):
    port = free_port()
    assert network.listen_addresses(host, port) == [f"{host}:{port}"]


def test_taken_port():
    with listener() as port:
        sentence = rf"Port {port} is taken.*make start PORT={port + 1}"
        with pytest.raises(Failure, match=sentence):
            network.listen_addresses("localhost", port)


def test_port_taken_for_ipv6_alone():
    try:
        with listener("::1") as port, pytest.raises(Failure, match=f"Port {port} is taken"):
            network.listen_addresses("localhost", port)
    except OSError:
        pytest.skip("no IPv6 here")


@pytest.mark.parametrize("port", [0, 65536, 99999])
def test_impossible_port(port):
    with pytest.raises(Failure, match=f"{port} is no port"):
        network.listen_addresses("localhost", port)


def test_foreign_host():
    # TEST-NET-1, RFC 5737
    with pytest.raises(Failure, match=r"192\.0\.2\.1 is no address of this machine"):
        network.listen_addresses("192.0.2.1", free_port())


def test_reserved_port(monkeypatch):
    def refuse(self, place):
        raise PermissionError

    monkeypatch.setattr(network.socket.socket, "bind", refuse)
    with pytest.raises(Failure, match="Port 80 is reserved"):
        network.listen_addresses("localhost", 80)


def test_silent_server_has_no_status():
    assert network.status("127.0.0.1", free_port(), "localhost") is None


def test_socket_answers_while_somebody_listens(tmp_path):
    path = tmp_path / "sock"
    assert not network.answers(path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        assert network.answers(path)
    assert not network.answers(path)
