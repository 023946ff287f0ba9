"""Slash commands: a line of text in, an answer out, in the body of the ack."""
