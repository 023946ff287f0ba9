"""A Slack workspace on loopback: the Web API, signed requests, and a client in browser and terminal.

It knows the Slack platform and nothing of the desk, so that what works here works there. `run.LocalSlack`
starts it; `workspace` holds its state; `api` is what an app may call; `sender` is what Slack sends an app;
`people` is what a person at a keyboard can do, whichever client they sit at.
"""
