"""Buttons: what each of them does with the value that it carries."""
