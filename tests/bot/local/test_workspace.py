"""The rules of a workspace: order, visibility, threads, tickets and views."""

import pytest

from bot.local.elements import action, complaints, find, state
from bot.local.feed import Feed
from bot.local.model import BOT_USER_ID, InstalledApp, Refused
from bot.local.workspace import Workspace
from tests.bot.local.echo_app import MANIFEST, form, plain, section
from tests.local_slack import Clock

ANA, BEN = "U0ANA", "U0BEN"
NEWSROOM = "C0NEWSROOM"


def test_timestamps_grow_while_the_clock_stands_still(workspace: Workspace, clock: Clock) -> None:
    """Two messages of one moment have different timestamps, in their order, close to the clock."""
    first, second = (workspace.post(NEWSROOM, ANA, "x").ts for _ in range(2))
    assert first < second
    assert abs(float(second) - clock()) < 0.001


def test_ids_are_never_given_out_twice(clock: Clock) -> None:
    """Not by another workspace either: an app may remember event ids longer than a workspace lives."""
    app = InstalledApp.from_manifest(MANIFEST)
    ids = [Workspace(app, clock).mint("Ev") for _ in range(100)]
    assert len(set(ids)) == 100


def test_an_ephemeral_message_is_for_one_person(workspace: Workspace) -> None:
    """Nobody else sees it, the API does not give it out, and it has no thread."""
    shown = workspace.post(NEWSROOM, BOT_USER_ID, "only you", visible_to=ANA)
    assert workspace.seen_by(ANA, NEWSROOM) == [shown]
    assert workspace.seen_by(BEN, NEWSROOM) == workspace.history(NEWSROOM) == []
    with pytest.raises(Refused, match="message_not_found"):
        workspace.message(NEWSROOM, shown.ts)
    with pytest.raises(Refused, match="thread_not_found"):
        workspace.post(NEWSROOM, ANA, "and?", thread_ts=shown.ts)


def test_a_reply_to_a_reply_stands_in_the_same_thread(workspace: Workspace) -> None:
    """Threads have one level; the channel shows their first message, which counts the others."""
    parent = workspace.post(NEWSROOM, ANA, "question")
    reply = workspace.post(NEWSROOM, BEN, "answer", thread_ts=parent.ts)
    second = workspace.post(NEWSROOM, ANA, "thanks", thread_ts=reply.ts)
    assert second.thread_ts == parent.ts
    assert workspace.history(NEWSROOM) == [parent]
    assert workspace.history(NEWSROOM, parent.ts) == [parent, reply, second]
    assert workspace.shown(parent)["reply_count"] == 2
    workspace.delete(second)
    assert workspace.shown(parent)["reply_count"] == 1


def test_unread_counts_what_others_said(workspace: Workspace) -> None:
    """One's own messages and replies in threads do not count, and reading counts as having read."""
    parent = workspace.post(NEWSROOM, ANA, "question")
    workspace.post(NEWSROOM, ANA, "reply", thread_ts=parent.ts)
    assert (workspace.unread(ANA, NEWSROOM), workspace.unread(BEN, NEWSROOM)) == (0, 1)
    workspace.mark_read(BEN, NEWSROOM)
    assert workspace.unread(BEN, NEWSROOM) == 0


def test_channels_have_names(workspace: Workspace) -> None:
    """A channel is found by id or name, direct messages by the person or, for them, by the bot's handle."""
    assert workspace.channel("#newsroom") == workspace.channel(NEWSROOM) == workspace.channel("newsroom")
    assert workspace.channel(ANA) == workspace.channel("@echo", ANA) == workspace.channel("D0ANA")
    assert workspace.channel("echo", BEN).id == "D0BEN"
    for unknown in ("echo", "", "C1", BOT_USER_ID):
        with pytest.raises(Refused, match="channel_not_found"):
            workspace.channel(unknown)


def test_a_trigger_id_opens_one_view_within_three_seconds(workspace: Workspace, clock: Clock) -> None:
    """After its use, after three seconds, and when it is nobody's, it opens nothing."""
    used, late = workspace.tickets.trigger(ANA), workspace.tickets.trigger(BEN)
    assert workspace.tickets.exchange(used) == ANA
    clock.forward(3.1)
    for ticket, error in ((used, "exchanged"), (late, "expired"), ("1.2", "invalid")):
        with pytest.raises(Refused, match=f"{error}_trigger_id"):
            workspace.tickets.exchange(ticket)


def test_a_response_url_works_five_times_in_half_an_hour(workspace: Workspace, clock: Clock) -> None:
    """The sixth use, a use after thirty minutes, and an address that never was, are refused."""
    used, late = (workspace.tickets.response(ANA, NEWSROOM) for _ in range(2))
    for _ in range(5):
        workspace.tickets.respond(used)
    with pytest.raises(Refused, match="used_url"):
        workspace.tickets.respond(used)
    clock.forward(30 * 60 + 1)
    with pytest.raises(Refused, match="expired_url"):
        workspace.tickets.respond(late)
    with pytest.raises(Refused, match="invalid_url"):
        workspace.tickets.respond("guessed")


def test_views_stack_up_to_three(workspace: Workspace) -> None:
    """A pushed view knows what is below it, a fourth is refused, and closing shows the one below."""
    modals = workspace.modals
    first = modals.open(ANA, form("one"))
    second, third = (modals.push(ANA, form(word)) for word in ("two", "three"))
    assert (third.root, third.previous) == (first.id, second.id)
    with pytest.raises(Refused, match="push_limit_reached"):
        modals.push(ANA, form("four"))
    modals.close(third)
    assert modals.stack(ANA) == (first, second)
    modals.close(first)
    assert modals.stack(ANA) == ()


def test_a_view_changes_only_as_expected(workspace: Workspace) -> None:
    """An update with a hash that is out of date is a conflict; a view that is closed is not found."""
    view = workspace.modals.open(ANA, form("one") | {"external_id": "mine"})
    changed = workspace.modals.update(view, form("two"), view.hash)
    assert workspace.modals.stack(ANA) == (changed,)
    with pytest.raises(Refused, match="hash_conflict"):
        workspace.modals.update(changed, form("three"), view.hash)
    workspace.modals.clear(ANA)
    with pytest.raises(Refused, match="not_found"):
        workspace.modals.find(changed.id)
    with pytest.raises(Refused, match="not_found"):
        workspace.view(workspace.modals.open(BEN, form("one")).id, ANA)


def test_inputs_hold_what_was_given_or_how_they_began(workspace: Workspace) -> None:
    """The state of a view is in Slack's shape, whole options included."""
    blocks = workspace.modals.open(ANA, form("hello")).blocks
    values = state(blocks, {"volume": {"volume": "loud"}, "who": {"who": {"value": "ben"}}})
    assert values["words"]["words"] == {"type": "plain_text_input", "value": "hello"}
    assert values["volume"]["volume"]["selected_option"]["text"]["text"] == "Loud"
    assert values["who"]["who"] == {"type": "external_select", "selected_option": {"value": "ben"}}
    assert values["copies"]["copies"] == {"type": "multi_external_select", "selected_options": []}
    assert "more" not in values
    with pytest.raises(Refused, match="no_such_option"):
        state(blocks, {"volume": {"volume": "deafening"}})


@pytest.mark.parametrize(
    ("element", "given", "chosen"),
    [
        ({"type": "button", "text": plain("Go"), "value": "v"}, None, {"text": plain("Go"), "value": "v"}),
        ({"type": "datepicker"}, "2025-05-16", {"selected_date": "2025-05-16"}),
        ({"type": "datetimepicker"}, 1_893_477_600, {"selected_date_time": 1_893_477_600}),
        ({"type": "checkboxes", "options": [{"value": "a"}]}, ["a"], {"selected_options": [{"value": "a"}]}),
        ({"type": "overflow", "options": [{"value": "a"}]}, "a", {"selected_option": {"value": "a"}}),
    ],
)
def test_an_action_says_what_was_chosen(
    element: dict[str, object], given: object, chosen: dict[str, object]
) -> None:
    """Each kind of control has its own field for what a person chose."""
    block = {"type": "actions", "block_id": "b", "elements": [{**element, "action_id": "a"}]}
    said = action(*find([block], "a"), given, "1.2")
    assert said == {"type": element["type"], "action_id": "a", "block_id": "b", "action_ts": "1.2", **chosen}


def test_an_incomplete_form_is_complained_of() -> None:
    """What must be filled in must be; what may be empty may; and lengths are kept."""
    text = {"type": "plain_text_input", "action_id": "a", "min_length": 2, "max_length": 4}
    blocks = [
        {
            "type": "input",
            "block_id": name,
            "label": plain(name),
            "element": text,
            "optional": name == "optional",
        }
        for name in ("empty", "short", "long", "fine", "optional")
    ]
    given = {"short": {"a": "x"}, "long": {"a": "xxxxx"}, "fine": {"a": "xxx"}}
    assert complaints(blocks, given).keys() == {"empty", "short", "long"}


async def test_a_closed_feed_keeps_nobody_waiting() -> None:
    """Whoever waits for news is let go when no more will come."""
    feed = Feed()
    feed.publish()
    assert await feed.after(0) == 1
    feed.close()
    assert await feed.after(1) == 1


def test_a_message_can_be_replaced_or_deleted_by_its_response_url(workspace: Workspace) -> None:
    """`replace_original` rewords it, `delete_original` takes it away, and without either a new one comes."""
    shown = workspace.post(NEWSROOM, BOT_USER_ID, "first", visible_to=ANA)
    where = {"user": ANA, "channel": NEWSROOM, "source": shown.ts}
    workspace.respond({"replace_original": True, "text": "second"}, **where)
    workspace.respond({"text": "beside it"}, **where)
    workspace.respond({"blocks": [section("loud")], "response_type": "in_channel"}, **where)
    assert [each.text for each in workspace.seen_by(ANA, NEWSROOM)] == ["second", "beside it", ""]
    assert len(workspace.seen_by(BEN, NEWSROOM)) == 1
    workspace.respond({"delete_original": True}, **where)
    workspace.respond({"delete_original": True}, **where)
    assert [each.text for each in workspace.seen_by(ANA, NEWSROOM)] == ["beside it", ""]
