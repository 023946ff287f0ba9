"""Answers as Slack messages and modals: pure functions from frozen values to plain dicts."""
