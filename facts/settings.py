"""What the desk is told by its environment. Read by entry points when they start, never at import."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any, Self

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from facts.errors import NotConfigured

_given: ContextVar[Mapping[str, Any]] = ContextVar("given", default=MappingProxyType({}))


@contextmanager
def given(**settings: str) -> Iterator[None]:
    """Let settings from the command line win over all others, for as long as the context is open."""
    before = _given.set({name: value for name, value in settings.items() if value})
    try:
        yield
    finally:
        _given.reset(before)


class Settings(BaseSettings):
    """The desk's settings, each from the environment variable of its name or from a file `.env`.

    The environment wins over the file; a variable that is set to nothing counts as not set.
    """

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    factdesk_database_url: str = "sqlite:///factdesk.sqlite3"
    """Where everything is kept: `sqlite:///FILE`, relative to the working directory, or `postgresql://…`."""

    factdesk_workspace: str = ""
    """Whose desk is meant where there are several: the id of a workspace, such as `T0123ABCD`."""

    @classmethod
    def read(cls) -> Self:
        """Read the settings.

        Raises:
            NotConfigured: a value cannot be used; it is not repeated, for it may be a secret.
        """
        try:
            return cls(**_given.get())
        except ValidationError as error:
            wrong = error.errors(include_input=False, include_context=False, include_url=False)[0]
            name = str(wrong["loc"][0]).upper() if wrong["loc"] else "A setting"
            reason = wrong["msg"].removeprefix("Value error, ")
            raise NotConfigured(f"{name} cannot be used: {reason}.") from None
