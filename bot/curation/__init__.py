"""What the newsroom does to the desk from Slack. Commands, shortcuts, buttons, modals and Home all lead here.

What is imported here brings the check with it, half a second: whoever leads here imports it when needed.
"""
