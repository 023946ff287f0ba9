"""`python -m facts`: the desk's own verbs."""

from facts.cli import app, choose, run

app.callback()(choose)
run(app)
