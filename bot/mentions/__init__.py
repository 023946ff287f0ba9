"""Mentions and direct messages: answered where they were written, and followed up in their thread."""
