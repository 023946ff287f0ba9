"""`python -m facts`: the desk's own verbs."""

from facts.cli import app, run

run(app)
