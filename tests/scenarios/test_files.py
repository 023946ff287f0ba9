"""Drafts that are uploaded: by shortcut, mention and direct message, and what of them cannot be checked."""

import io
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.local.model import Json, Message
from bot.local.payloads import interaction
from bot.local.run import LocalSlack
from bot.local.serving import listen, serving
from bot.local.workspace import Fault
from bot.reports import MOST_FILES
from bot.shortcuts.table import CHECK
from tests.newsroom import stocked
from tests.scenarios.test_checks import DRAFT, HERE, TALLY, patient, seen, text_of, told

SIGN_IN = "<!DOCTYPE html><html><title>Sign in</title></html>"


def docx(text: str) -> bytes:
    """Return a text as a Word document."""
    document, written = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(written)
    return written.getvalue()


FILES = {
    "draft.txt": DRAFT.encode(),
    "draft.md": f"# Ferries\n\n{DRAFT}".encode(),
    "draft.html": f"<!doctype html><title>Ferries</title><p>{DRAFT}</p>".encode(),
    "draft.docx": docx(DRAFT),
    "DRAFT.TXT": f"\ufeff{DRAFT}".encode(),
}


def uploaded(slack: LocalSlack, name: str = "draft.txt", data: bytes = b"", **where: str) -> Message:
    """Let Ben upload a file, and return the message that shares it."""
    slack.people["ben"].share(name, data or FILES[name], "newsroom", **where)
    return slack.workspace.seen_by("U0BEN", HERE)[-1]


async def used_on(slack: LocalSlack, *files: Json, text: str = "") -> Message:
    """Let Ana use the shortcut on a message whose files Slack describes so, and return the last answer."""
    response = f"{slack.workspace.url}response/{slack.workspace.tickets.response('U0ANA', HERE)}"
    message = {"type": "message", "user": "U0BEN", "ts": "1.1", "text": text, "files": list(files)}
    where = {"channel": {"id": HERE, "name": "newsroom"}, "message": message, "response_url": response}
    ana = slack.people["ana"].user
    payload = interaction("message_action", ana, callback_id=CHECK, trigger_id="1", **where)
    assert not (await slack.sender.interact(payload)).failure
    return seen(slack)[-1]


def described(slack: LocalSlack, **changes: Any) -> Json:
    """Return how Slack describes a draft that was uploaded, with some of it changed."""
    return uploaded(slack).files[0].payload() | changes


@pytest.mark.parametrize("name", FILES)
async def test_an_uploaded_draft_is_checked_by_the_shortcut(name: str) -> None:
    """Text, Markdown, HTML and .docx are read; the report has the file's name, and is for the asker alone."""
    async with patient(stocked()) as slack:
        await slack.people["ana"].shortcut(CHECK, uploaded(slack, name))
        answer = await told(slack)
        assert text_of(answer).startswith(f"{name}: {TALLY}")
        assert answer.visible_to == "U0ANA"
        assert not seen(slack, "ben")


@pytest.mark.parametrize("channel", [HERE, "G0GROUP"])
async def test_a_mention_checks_the_file_that_its_thread_is_about(channel: str) -> None:
    """Under a message with a file, "check" checks the file, in channels and in groups of people."""
    async with patient(stocked()) as slack:
        slack.people["ben"].share("draft.docx", FILES["draft.docx"], channel, "What do you think?")
        parent = slack.workspace.history(channel)[0]
        await slack.people["ana"].say("@factdesk check", channel, thread_ts=parent.ts)
        answer = await told(slack, channel)
        assert text_of(answer).startswith(f"draft.docx: {TALLY}")
        assert (answer.visible_to, answer.thread_ts) == ("U0ANA", parent.ts)


@pytest.mark.parametrize("words", ["@factdesk check", "@factdesk"])
async def test_a_mention_checks_the_file_that_comes_with_it(words: str) -> None:
    """A mention with a file checks it, whether it says so or says nothing."""
    async with patient(stocked()) as slack:
        slack.people["ana"].share("draft.txt", FILES["draft.txt"], "newsroom", words)
        assert text_of(await told(slack)).startswith(f"draft.txt: {TALLY}")


async def test_a_question_with_a_file_is_a_question() -> None:
    """A mention that asks something is answered, whatever is attached to it."""
    async with patient(stocked()) as slack:
        slack.people["ana"].share("photo.png", b"\x89PNG", "newsroom", "@factdesk quote brandt")
        assert "Nobody sails" in text_of(await told(slack))


@pytest.mark.parametrize("words", ["", "check", "Could you look at this?"])
async def test_a_file_in_a_direct_message_is_checked(words: str) -> None:
    """In a direct message a file is there to be checked, and the report stays."""
    async with patient(stocked()) as slack:
        ana = slack.people["ana"]
        place = slack.workspace.channel(ana.user.id).id
        ana.share("draft.txt", FILES["draft.txt"], place, words)
        answer = await told(slack, place)
        assert text_of(answer).startswith(f"draft.txt: {TALLY}")
        assert answer.visible_to == ""


async def test_words_and_files_are_reported_on_one_by_one() -> None:
    """Quotations in the message have a report, each file has one, and the last message says what has none."""
    async with patient(stocked()) as slack:
        files = (described(slack), described(slack, name="photo.png", mimetype="image/png", mode="hosted"))
        await used_on(slack, *files, text="“Only the cook waited,” Brandt said.")
        words, file, unread = seen(slack)
        assert text_of(words).startswith("1 quotation: 1 paraphrase")
        assert text_of(file).startswith(f"draft.txt: {TALLY}")
        assert unread.text.startswith("“photo.png” is of a kind that is not read")


async def test_too_many_files_are_one_sentence() -> None:
    """More files than are checked at once are refused together."""
    async with patient(stocked()) as slack:
        answer = await used_on(slack, *[described(slack)] * (MOST_FILES + 1))
        assert answer.text.startswith(f"This message has {MOST_FILES + 1} files and {MOST_FILES} can be")


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "deleted": ({"mode": "tombstone", "name": None, "title": None}, "This file has been deleted;"),
    "hidden": ({"mode": "hidden_by_limit"}, "“draft.txt” is hidden by the limits of this workspace's plan;"),
    "external": ({"mode": "external"}, "“draft.txt” is not kept in Slack; upload the file itself."),
    "remote": ({"is_external": True}, "“draft.txt” is not kept in Slack; upload the file itself."),
    "picture": ({"name": "a.png", "mimetype": "image/png"}, "“a.png” is of a kind that is not read;"),
    "no ending": ({"name": "scan", "mimetype": "image/png"}, "“scan” is of a kind that is not read;"),
    "canvas": ({"mode": "space", "name": "Notes.md"}, "“Notes.md” is of a kind that is not read;"),
    "too large": ({"size": 12_000_000}, "“draft.txt” has 12.0 MB and 5 MB can be read;"),
    "damaged": ({"name": "draft.docx"}, "“draft.docx” is not a .docx that can be read;"),
    "no address": (
        {"url_private": None, "url_private_download": None},
        "Slack does not let the app read “draft.txt” (not_in_slack);",
    ),
    "not found": (
        {"file_access": "check_file_info", "id": "F1"},
        "Slack does not let the app read “draft.txt” (file_not_found);",
    ),
}


@pytest.mark.parametrize(("changes", "sentence"), REFUSED.values(), ids=REFUSED)
async def test_what_cannot_be_read_is_one_sentence(changes: dict[str, Any], sentence: str) -> None:
    """Each reason for which a file cannot be checked is told in one sentence, with what to do about it."""
    async with patient(stocked()) as slack:
        assert (await used_on(slack, described(slack, **changes))).text.startswith(sentence)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("blank.txt", b" \n", "“blank.txt” is empty; there is nothing in it to check."),
        ("latin.txt", "“Café”".encode("cp1252"), "“latin.txt” is not text in UTF-8"),
        ("draft.txt", SIGN_IN.encode(), "Slack does not let the app read “draft.txt” (it sent a page for"),
        ("late.txt", b"The ferry left late.", "late.txt: There is no quotation to check in this text."),
    ],
)
async def test_a_content_that_is_no_draft_is_one_sentence(name: str, data: bytes, sentence: str) -> None:
    """A file that holds nothing, or not what its name says, is told as that."""
    async with patient(stocked()) as slack:
        await slack.people["ana"].shortcut(CHECK, uploaded(slack, name, data))
        assert (await told(slack)).text.startswith(sentence)


async def test_a_page_for_signing_in_is_not_taken_for_a_draft_in_html() -> None:
    """What comes in place of an HTML file is told from it by its length."""
    async with patient(stocked()) as slack:
        file = uploaded(slack, "draft.html", SIGN_IN.encode()).files[0].payload()
        answer = await used_on(slack, file | {"size": 12_345})
        assert "(it sent a page for signing in)" in answer.text


async def test_without_the_scope_the_asker_is_told_to_install_it_anew() -> None:
    """Slack then leads to a page for signing in: nobody follows, and the sentence names the scope."""
    async with patient(stocked()) as slack:
        app = slack.workspace.app
        slack.workspace.app = replace(app, scopes=app.scopes - {"files:read"})
        await slack.people["ana"].shortcut(CHECK, uploaded(slack))
        assert (await told(slack)).text == (
            "Slack does not let the app read “draft.txt” (http_302); "
            "invite it to where the file is, or have it installed anew with the scope files:read."
        )


async def test_a_file_that_slack_does_not_describe_is_asked_for() -> None:
    """Of a file in a shared channel there may be no more than its id: `files.info` has the rest."""
    async with patient(stocked()) as slack:
        name = uploaded(slack).files[0].id
        for stub in ({"mode": "file_access", "file_access": "check_file_info"}, {}):
            answer = await used_on(slack, {"id": name, **stub})
            assert text_of(answer).startswith(f"draft.txt: {TALLY}")


async def test_the_token_goes_to_slack_alone() -> None:
    """An address elsewhere is not called at all: what it would get to see is the bot's token."""
    calls: list[str] = []

    async def elsewhere(request: Request) -> PlainTextResponse:
        calls.append(request.headers.get("Authorization", ""))
        return PlainTextResponse(DRAFT)

    other = Starlette(routes=[Route("/{path:path}", elsewhere)])
    async with serving(other, listen()) as url, patient(stocked()) as slack:
        answer = await used_on(slack, described(slack, url_private_download=f"{url}draft.txt"))
        assert "(not_in_slack)" in answer.text
        assert calls == []


@pytest.mark.parametrize("fault", [Fault(status=500), Fault(status=429), Fault()])
async def test_a_slack_that_does_not_hand_it_out_now_is_unreachable(fault: Fault) -> None:
    """Where the file may come later, that is what the asker is told."""
    async with patient(stocked()) as slack:
        slack.workspace.faults["files-pri"].append(fault)
        await slack.people["ana"].shortcut(CHECK, uploaded(slack))
        assert (await told(slack)).text.startswith("Slack cannot be reached at the moment")


async def test_a_name_without_an_ending_is_read_by_its_media_type() -> None:
    """A snippet may be called anything."""
    async with patient(stocked()) as slack:
        answer = await used_on(slack, described(slack, name="Ferries v1.2"))
        assert text_of(answer).startswith(f"Ferries v1.2: {TALLY}")


@pytest.mark.parametrize("subtype", ["channel_join", "bot_message", "thread_broadcast_deleted"])
async def test_notices_of_slack_are_no_drafts(subtype: str) -> None:
    """Of messages with a subtype, only those that share a file are somebody's own."""
    said: list[Json] = []
    async with patient(stocked()) as slack:
        deliver, slack.workspace.on_event = slack.workspace.on_event, said.append
        slack.people["ana"].share("draft.txt", FILES["draft.txt"], "D0ANA")
        deliver(said[0] | {"subtype": subtype})
        await slack.sender.settled()
        assert not seen(slack, channel="D0ANA")
        deliver(said[0])
        assert text_of(await told(slack, "D0ANA")).startswith("draft.txt: ")
