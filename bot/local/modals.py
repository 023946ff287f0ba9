"""The views that people have open: a stack of modals for each person, and the app's Home tab."""

from collections.abc import Callable
from dataclasses import replace
from itertools import takewhile
from typing import Any

from bot.local.model import Json, Refused, View
from bot.local.rules import check_view, with_ids

MAX_STACK = 3
"""Modals on top of each other."""


class Modals:
    """View stacks, one a person. Every content is checked before it is shown."""

    def __init__(self, mint: Callable[[str], str], changed: Callable[[], None]) -> None:
        """Take what makes new ids from a prefix, and whom to tell of a change."""
        self._mint = mint
        self._changed = changed
        self._stacks: dict[str, tuple[View, ...]] = {}
        self._homes: dict[str, View] = {}

    def stack(self, user: str) -> tuple[View, ...]:
        """Return the modals this person has open, the topmost last."""
        return self._stacks.get(user, ())

    def home(self, user: str) -> View | None:
        """Return the Home tab that the app published for this person."""
        return self._homes.get(user)

    def open(self, user: str, content: Any) -> View:
        """Show a modal in place of whatever was open.

        Raises:
            Refused: the view breaks a rule of Block Kit.
        """
        view = self._new(user, content)
        self._show(user, (view,))
        return view

    def push(self, user: str, content: Any) -> View:
        """Show a modal on top of the ones that are open.

        Raises:
            Refused: the view breaks a rule of Block Kit, or `push_limit_reached`.
        """
        stack = self.stack(user)
        if len(stack) >= MAX_STACK:
            raise Refused("push_limit_reached")
        view = self._new(user, content, *stack[-1:])
        self._show(user, (*stack, view))
        return view

    def update(self, view: View, content: Any, expected_hash: str = "") -> View:
        """Show other content in an open view; with a hash, only if nobody changed it since.

        Raises:
            Refused: the view breaks a rule of Block Kit, or `hash_conflict`.
        """
        if expected_hash not in ("", view.hash):
            raise Refused("hash_conflict")
        check_view(content, view.content["type"])
        changed = replace(view, content=self._filled(content), hash=self._mint("hash"))
        if changed.content["type"] == "home":
            self._homes[view.user] = changed
        stack = self.stack(view.user)
        self._show(view.user, tuple(changed if each.id == view.id else each for each in stack))
        return changed

    def publish(self, user: str, content: Any) -> View:
        """Show this person's Home tab.

        Raises:
            Refused: the view breaks a rule of Block Kit.
        """
        check_view(content, "home")
        name = self._mint("V")
        self._homes[user] = View(name, user, self._filled(content), self._mint("hash"), root=name)
        self._changed()
        return self._homes[user]

    def find(self, view_id: str = "", external_id: str = "") -> View:
        """Return an open modal by either of its ids, or a Home tab by its id.

        Raises:
            Refused: `not_found`.
        """
        shown = [*self._homes.values(), *(view for stack in self._stacks.values() for view in stack)]
        for view in shown:
            if view_id == view.id or (external_id and external_id == view.content.get("external_id")):
                return view
        raise Refused("not_found")

    def close(self, view: View) -> None:
        """Close a modal, and what is on top of it, so that the one below shows."""
        self._show(view.user, tuple(takewhile(lambda each: each.id != view.id, self.stack(view.user))))

    def clear(self, user: str) -> None:
        """Close all modals of this person."""
        self._show(user, ())

    def _show(self, user: str, stack: tuple[View, ...]) -> None:
        self._stacks[user] = stack
        self._changed()

    def _new(self, user: str, content: Any, *below: View) -> View:
        check_view(content, "modal")
        name = self._mint("V")
        root, previous = (below[0].root, below[0].id) if below else (name, "")
        return View(name, user, self._filled(content), self._mint("hash"), root, previous)

    def _filled(self, content: Json) -> Json:
        return {**content, "blocks": list(with_ids(content["blocks"], lambda: self._mint("b")))}
