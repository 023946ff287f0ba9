"""Shortcuts on messages: what each of them does with the message that it is used on."""
