"""The Slack app: receives, asks the desk, renders, replies. It knows the desk, and no SQL."""
