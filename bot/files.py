"""Drafts that come as files: fetched from Slack and read, and what cannot be is told in one sentence.

A file as messages carry it: https://docs.slack.dev/reference/objects/file-object. It may be less than that:
of a file in a shared channel, or in a mention, an app may be given no more than the id.
"""

# ruff: noqa: PLC0415 - with the reading of drafts comes the check: see `bot.checking`

import asyncio
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from bot.core import Payload
from bot.slack import Refused, Slack
from facts.errors import BadInput

_KEPT_IN_SLACK = frozenset(("hosted", "snippet"))
"""Modes of a file whose content is at its private address as it was uploaded, or typed into a snippet."""
_GONE: Mapping[str, str] = MappingProxyType(
    {
        "tombstone": "has been deleted; upload it again.",
        "hidden_by_limit": "is hidden by the limits of this workspace's plan; upload it again.",
        "external": "is not kept in Slack; upload the file itself.",
    }
)
"""By mode, why there is nothing to fetch."""
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ENDINGS: Mapping[str, str] = MappingProxyType(
    {"text/plain": ".txt", "text/markdown": ".md", "text/html": ".html", _DOCX: ".docx"}
)
"""What the name of a file would end in that has no ending, or one that says nothing, by media type."""
_PAGE_BEGINS = (b"<!doctype html", b"<html")


class Draft(NamedTuple):
    """The plain text of a file, and what it is called."""

    text: str
    name: str


async def read_file(slack: Slack, file: Payload) -> Draft:
    """Return the draft in a file that a message carries.

    Raises:
        BadInput: it is too large, empty, of a kind that is not read, gone, or not for the app to read.
        Unreachable: Slack did not answer.
    """
    from facts.check.drafts import KINDS, LARGEST, read_draft

    known = await _known(slack, file)
    name, size = _readable_name(known), int(known.get("size") or 0)
    if size > LARGEST:
        told = f"has {size / 1e6:.1f} MB and {LARGEST / 1e6:.0f} MB can be read; check it in parts."
        raise BadInput(f"“{name}” {told}")
    data = await _fetched(slack, known, LARGEST)
    # Slack may send its page for signing in with status 200: a draft in HTML is told from it by its length.
    if _is_page(data) and not (KINDS[_ending(name)] == "html" and len(data) == size):
        raise _kept_back(known, "it sent a page for signing in")
    text = await asyncio.to_thread(read_draft, data, name)
    if not text.strip():
        raise BadInput(f"“{name}” is empty; there is nothing in it to check.")
    return Draft(text, _name(known))


async def _known(slack: Slack, file: Payload) -> Payload:
    """Return all that Slack tells of a file.

    Raises:
        BadInput: it tells the app nothing, or there is nothing to fetch.
    """
    if file.get("file_access") == "check_file_info" or "mode" not in file:
        try:
            file = (await slack.look_up("files.info", {"file": str(file.get("id", ""))}))["file"]
        except Refused as refused:
            raise _kept_back(file, refused.reason) from refused
    mode = "external" if file.get("is_external") else str(file.get("mode"))
    if mode in _GONE:
        told = f"{_quoted(file)} {_GONE[mode]}"
        raise BadInput(told[0].upper() + told[1:])
    return file


def _readable_name(file: Payload) -> str:
    """Return the name of a file with an ending that says what it is.

    Raises:
        BadInput: it is of a kind that is not read.
    """
    from facts.check.drafts import KINDS

    readable = KINDS.keys() - {""}
    name = _name(file) or "draft"
    named = name if _ending(name) in readable else f"{name}{_ENDINGS.get(str(file.get('mimetype')), '')}"
    if file.get("mode") not in _KEPT_IN_SLACK or _ending(named) not in readable:
        raise BadInput(f"“{name}” is of a kind that is not read; give text, Markdown, HTML or .docx.")
    return named


async def _fetched(slack: Slack, file: Payload, most: int) -> bytes:
    try:
        return await slack.download(str(file.get("url_private_download") or file.get("url_private")), most)
    except Refused as refused:
        raise _kept_back(file, refused.reason) from refused


def _is_page(data: bytes) -> bool:
    return data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_PAGE_BEGINS)


def _kept_back(file: Payload, reason: str) -> BadInput:
    return BadInput(
        f"Slack does not let the app read {_quoted(file)} ({reason}); "
        "invite it to where the file is, or have it installed anew with the scope files:read."
    )


def _ending(name: str) -> str:
    return Path(name).suffix.lower()


def _name(file: Payload) -> str:
    """Return what a file is called, empty where Slack does not say."""
    return str(file.get("name") or file.get("title") or "")


def _quoted(file: Payload) -> str:
    name = _name(file)
    return f"“{name}”" if name else "this file"
