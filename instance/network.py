"""Addresses to listen on, and whether the portal answers."""

from __future__ import annotations

from http.client import HTTPConnection
from http.client import HTTPException
from instance.failures import Failure
from pathlib import Path

import errno
import socket


LOCALHOST = "localhost"


def listen_addresses(host: str, port: int) -> list[str]:
    """Return where to listen, as waitress wants it; refuse what is taken or impossible."""
    if not 0 < port < 65536:
        raise Failure(f"{port} is no port; choose one from 1024 to 65535: make start PORT=8081")
    if host != LOCALHOST:
        _check_free(host, port)
        return [_joined(host, port)]
    _check_free("127.0.0.1", port)
    return [_joined(address, port) for address in ("127.0.0.1", *_loopback_6(port))]


def answers(socket_path: Path) -> bool:
    """Tell whether a server listens on the Unix socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        try:
            client.connect(str(socket_path))
        except OSError:
            return False
    return True


def status(address: str, port: int, host: str, timeout: float = 300.0) -> int | None:
    """Return the HTTP status of the home page; None while nobody listens."""
    connection = HTTPConnection(address, port, timeout=timeout)
    try:
        connection.request("GET", "/", headers={"Host": f"{host}:{port}"})
        return connection.getresponse().status
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def _joined(address: str, port: int) -> str:
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def _loopback_6(port: int) -> list[str]:
    """Return the IPv6 loopback address if this machine has it."""
    try:
        _check_free("::1", port)
    except OSError:
        return []
    return ["::1"]


def _check_free(address: str, port: int) -> None:
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except PermissionError as error:
        raise Failure(
            f"Port {port} is reserved for the administrator; choose one from 1024 to 65535:"
            " make start PORT=8080"
        ) from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Failure(
                f"Port {port} is taken by another program; choose another:"
                f" make start PORT={port + 1}"
            ) from error
        if address == "::1":
            raise
        raise Failure(f"{address} is no address of this machine; choose HOST=localhost.") from error
