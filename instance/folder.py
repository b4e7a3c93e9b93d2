"""The run folder: where one instance keeps its programs, its configuration and its data."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from instance.failures import Failure
from pathlib import Path

import fcntl
import hashlib
import os
import secrets


CHECKOUT = Path(__file__).resolve().parent.parent

DATA_FOLDERS = ("blobstorage", "cache", "filestorage", "instance", "log")

# Linux takes 107 bytes, other systems 103.
LONGEST_SOCKET = 103


@dataclass(frozen=True)
class RunFolder:
    """The places in one run folder; ``var`` holds the data, all else can be built again."""

    root: Path

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def instance(self) -> Path:
        return self.root / "bin" / "instance"

    @property
    def zeoserver(self) -> Path:
        return self.root / "parts" / "zeoserver" / "bin" / "runzeo"

    @property
    def var(self) -> Path:
        return self.root / "var"

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def database(self) -> Path:
        return self.var / "filestorage" / "Data.fs"

    @property
    def socket(self) -> Path:
        return self.var / "zeo.sock"

    @property
    def password(self) -> Path:
        return self.var / "admin-password"


def check(folder: RunFolder) -> None:
    """Refuse a place that the programs cannot work in."""
    for path in (CHECKOUT, folder.root):
        if any(character.isspace() for character in str(path)):
            raise Failure(f"The path {path} contains a space, which the programs cannot handle.")
    length = len(os.fsencode(folder.socket))
    if length > LONGEST_SOCKET:
        raise Failure(
            f"The path {folder.socket} is too long for a socket ({length} bytes, at most"
            f" {LONGEST_SOCKET}); choose a shorter folder: make start RUN=/srv/kim"
        )


def prepare(folder: RunFolder) -> None:
    """Make the folders that the programs count on; data and logs are closed to other users."""
    try:
        folder.build.mkdir(parents=True, exist_ok=True)
        folder.var.mkdir(mode=0o700, exist_ok=True)
        for name in DATA_FOLDERS:
            (folder.var / name).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Failure(f"The folder {folder.root} cannot be used: {error.strerror}.") from error


@contextmanager
def held(folder: RunFolder) -> Iterator[None]:
    """Hold the run folder for this process alone."""
    with (folder.var / "start.lock").open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            raise Failure(
                f"Another make start (process {lock.read().strip() or 'unknown'}) is using"
                f" {folder.root}; stop it first, or choose another folder and port:"
                " make start RUN=/tmp/kim PORT=8081"
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def administrator_password(folder: RunFolder) -> tuple[str, bool]:
    """Return the password in the folder and whether it was made just now."""
    try:
        return folder.password.read_text(encoding="ascii").strip(), False
    except FileNotFoundError:
        password = secrets.token_urlsafe(12)
        handle = os.open(folder.password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{password}\n")
        return password, True


def digest(files: Iterable[Path], *texts: str) -> str:
    """Return a mark that changes with any of the files or texts."""
    parts = [file.read_bytes() for file in files] + [text.encode() for text in texts]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def tail(log: Path) -> str:
    """Return the last line of a log that says something."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line.strip() for line in reversed(lines) if line.strip()), "the log is empty")
