"""Jobs that outlive the process: kept by DBOS (https://docs.dbos.dev), in SQLite or PostgreSQL.

A job is one workflow, whose id makes it run once over all processes; every task may be done again, and so
needs no steps. DBOS is one a process, and so is the workshop.
"""

import asyncio
import logging
import secrets
import socket
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, Queue, SetEnqueueOptions, SetWorkflowID, error
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from bot.core import LOG
from bot.jobs.port import PACE, Job, Json, Perform
from facts.errors import StoreError
from facts.store.port import Postings

BEAT = 2.0
"""Seconds between two signs of life."""
LEASE = 8.0
"""Seconds without one after which others take over what a process had begun."""
DRAIN = 15
"""Seconds that jobs under way have to finish when the process is asked to stop."""
KEPT_DAYS = 7
"""How long a finished job is kept, so that nothing that comes again within that time is done again."""
_SWEEP = 600.0
"""Seconds between two looks for finished jobs to forget."""
_SWEPT = 1_000
_AT_ONCE = 16
"""Queued jobs under way in one process."""
_POLL = 0.25
"""Seconds between two looks at the queue."""
_THREADS = 32
_CONNECTIONS = 8
_CORRECTIONS = "paced"
"""The queue of what is done at the pace of its lane."""
_VERSION = "1"
"""Jobs are taken over by processes of the same version only, and every release is to take over all: a task
reads what older releases gave it."""


@DBOS.workflow(name="work", max_recovery_attempts=None)
async def _work(workspace: str, task: str, argument: Json) -> None:
    """Do a task, as soon as its workspace has a bot in this process; for one that has left, nothing."""
    if await _has_bot(workspace):
        perform = await _performing[workspace]
        await perform(task, argument)
    else:
        LOG.warning("dropped", task=task, workspace=workspace)


async def _has_bot(workspace: str) -> bool:
    """See to it that a workspace has a bot: jobs that wait for one would hold up those of all others."""
    while _hosts:
        try:
            return await _hosts[0](workspace)
        except StoreError as error:
            LOG.warning("put off", workspace=workspace, reason=str(error))
            await asyncio.sleep(BEAT)
    return True


_performing: defaultdict[str, asyncio.Future[Perform]] = defaultdict(asyncio.Future)
"""What does the tasks of each workspace in this process. DBOS starts them by the name above."""
Host: TypeAlias = Callable[[str], Awaitable[bool]]
"""Opens the bot of a workspace, if it is not open; tells whether the workspace is still there."""
_hosts: list[Host] = []
"""The host of this process, where it has more than one workspace."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where jobs are kept: a file beside the desk's, or a schema in the desk's own database."""

    engine: Engine | None = None
    url: str = ""
    schema: str = "dbos"


class Workshop:
    """What keeps and does the jobs of one process, among all that share a database.

    It runs for as long as any of its workspaces is at work.

    Attributes:
        name: what this process is called among them.
        paced: whether it does what is queued.
        host: opens bots, where there may be jobs of workspaces that have none open.
    """

    host: Host | None = None

    def __init__(self, place: Place, role: str, *, paced: bool) -> None:
        """Take where jobs are kept, and what this process is.

        Args:
            place: where jobs are kept.
            role: what kind of process this is, such as "web".
            paced: whether this one does what was queued, too.
        """
        self.name = f"{role}:{socket.gethostname()[:40]}:{secrets.token_hex(6)}"
        self.paced = paced
        self._place = place
        self._queue: Queue | None = None
        self._at_work: set[str] = set()
        self._changing = asyncio.Lock()

    def of(self, workspace: str, postings: Postings) -> "DurableJobs":
        """Return the jobs of one workspace, of the only one where its name is empty.

        Args:
            workspace: its name.
            postings: where the processes that work for it show that they are alive.
        """
        return DurableJobs(self, workspace, postings)

    async def enter(self, workspace: str, perform: Perform) -> None:
        """Do the tasks of a workspace from now on.

        Raises:
            StoreError: the database of jobs cannot be used.
        """
        async with self._changing:
            if not self._at_work:
                await self._launch()
            self._at_work.add(workspace)
        _performing[workspace].set_result(perform)

    async def leave(self, workspace: str, *, unfinished: bool) -> None:
        """Do the tasks of a workspace no more."""
        _performing.pop(workspace, None)
        async with self._changing:
            self._at_work.discard(workspace)
            if not self._at_work:
                await self._end(DRAIN if unfinished else 0)

    @property
    def queue(self) -> Queue:
        """The queue of what is done at the pace of its lane.

        Raises:
            StoreError: no workspace is at work.
        """
        if self._queue is None:
            raise StoreError("Jobs are kept only while the app runs; start it again.")
        return self._queue

    async def _launch(self) -> None:
        _hosts[:] = [self.host] if self.host else []
        with _plainly():
            _quieten()
            DBOS(config=self._config())
            if not self.paced:
                DBOS.listen_queues([])
            DBOS.launch()
            self._queue = await DBOS.register_queue_async(
                _CORRECTIONS,
                worker_concurrency=_AT_ONCE,
                partition_concurrency=1,
                partition_limiter={"limit": 1, "period": PACE},
                polling_interval_sec=_POLL,
            )

    async def _end(self, patience: int) -> None:
        self._queue = None
        await asyncio.to_thread(DBOS.destroy, workflow_completion_timeout_sec=patience)
        if self._place.engine is not None:
            self._place.engine.dispose()
        # DBOS had the loop's threads be its own, which have ended with it.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())

    def _config(self) -> DBOSConfig:
        config = DBOSConfig(
            name="factdesk",
            application_version=_VERSION,
            executor_id=self.name,
            serializer=DBOSPortableJSONSerializer(),
            use_listen_notify=False,
            max_executor_threads=_THREADS,
            sys_db_pool_size=_CONNECTIONS,
            log_level="WARNING",
            dbos_system_schema=self._place.schema,
        )
        if self._place.engine is not None:
            config["system_database_engine"] = self._place.engine
        else:
            config["system_database_url"] = self._place.url
        return config


class DurableJobs:
    """The jobs of one workspace, kept by the workshop of the process."""

    def __init__(self, workshop: Workshop, workspace: str, postings: Postings) -> None:
        self.paced = workshop.paced
        self._workshop = workshop
        self._workspace = workspace
        self._prefix = f"{workspace}:" if workspace else ""
        self._postings = postings
        self._under_way = 0

    @asynccontextmanager
    async def working(self, perform: Perform) -> AsyncIterator[None]:
        """Do what was left undone and what comes, while the context is open.

        Raises:
            StoreError: a database cannot be used.
        """

        async def counted(task: str, argument: Json) -> None:
            self._under_way += 1
            try:
                await perform(task, argument)
            finally:
                self._under_way -= 1

        await asyncio.to_thread(self._postings.beat, self._workshop.name, LEASE)
        await self._workshop.enter(self._workspace, counted)
        keeping = asyncio.create_task(self._keep_alive())
        try:
            yield
        finally:
            keeping.cancel()
            await self._workshop.leave(self._workspace, unfinished=bool(self._under_way))
            with suppress(StoreError):
                await asyncio.to_thread(self._postings.beat, self._workshop.name, 0)

    async def begin(self, job: Job) -> Awaitable[None] | None:
        """Begin a job here and now, as soon as it is kept; None where a job of this id has been begun before.

        Raises:
            StoreError: it cannot be kept.
        """
        with _plainly(), SetWorkflowID(f"{self._prefix}{job.id}"):
            handle = await DBOS.start_workflow_async(_work, self._workspace, job.task, job.argument)
        # A handle on what runs elsewhere, or has ended, can only ask the database again and again.
        task: asyncio.Future[None] | None = getattr(handle, "task", None)
        return task

    async def queue(self, jobs: Iterable[Job]) -> None:
        """Keep jobs, to be done at the pace of their lanes, wherever there is a worker.

        Raises:
            StoreError: they cannot be kept.
        """
        await asyncio.to_thread(self._enqueue, self._workshop.queue, tuple(jobs))

    def _enqueue(self, queue: Queue, jobs: tuple[Job, ...]) -> None:
        with _plainly():
            for job in jobs:
                lane = SetEnqueueOptions(queue_partition_key=f"{self._prefix}{job.lane}")
                with SetWorkflowID(f"{self._prefix}{job.id}"), lane:
                    queue.enqueue(_work, self._workspace, job.task, job.argument)

    async def _keep_alive(self) -> None:
        """Show that this process is alive, take over from those that are not, forget what is long done."""
        swept = 0.0
        while True:
            try:
                await asyncio.to_thread(self._postings.beat, self._workshop.name, LEASE)
                await asyncio.to_thread(self._take_over)
                if time.monotonic() - swept > _SWEEP:
                    swept = time.monotonic()
                    await asyncio.to_thread(_forget, self._prefix)
            except Exception as failure:  # noqa: BLE001 - the edge: the next beat may do better
                LOG.error("not kept alive", exc_info=failure)
            await asyncio.sleep(BEAT)

    def _take_over(self) -> None:
        """Have what dead processes had begun be done again: here, or wherever it is queued for."""
        pending = DBOS.list_workflows(
            status="PENDING", workflow_id_prefix=self._prefix or None, load_input=False, load_output=False
        )
        others = [each for each in pending if each.executor_id != self._workshop.name]
        alive = self._postings.beating() if others else ()
        left = [each for each in others if each.executor_id not in alive]
        if left:
            LOG.warning("taking over", jobs=len(left))
            DBOS._recover_pending_workflows(sorted({str(each.executor_id) for each in left}))


def beside(path: str) -> Place:
    """Return where the jobs of a desk are kept whose database is this file."""
    engine = create_engine(f"sqlite:///{path}.jobs")
    event.listen(engine, "connect", _prepare)
    return Place(engine=engine)


def within(url: str) -> Place:
    """Return where the jobs of a desk in PostgreSQL are kept: there, in a schema of their own."""
    return Place(url=url)


def _prepare(connection: Any, _record: object) -> None:
    """Have SQLite write ahead, so that readers and the writer never wait for each other."""
    connection.isolation_level = "IMMEDIATE"
    for pragma in ("busy_timeout = 30000", "foreign_keys = ON", "journal_mode = WAL", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def _plainly() -> Iterator[None]:
    """Say in one sentence what the database of jobs refuses."""
    try:
        yield
    except (SQLAlchemyError, error.DBOSException) as refused:
        raise StoreError(f"The database of jobs cannot be used ({type(refused).__name__}).") from refused


def _quieten() -> None:
    """Let DBOS log as other libraries do: it would otherwise print on its own."""
    log = logging.getLogger("dbos")
    log.propagate = True
    log.handlers[:] = [logging.NullHandler()]


def _forget(prefix: str) -> None:
    """Forget jobs that were done long ago."""
    before = (datetime.now(UTC) - timedelta(days=KEPT_DAYS)).isoformat()
    done = DBOS.list_workflows(
        status=["SUCCESS", "ERROR", "CANCELLED"],
        completed_before=before,
        workflow_id_prefix=prefix or None,
        limit=_SWEPT,
        load_input=False,
        load_output=False,
    )
    if done:
        DBOS.delete_workflows([each.workflow_id for each in done])
