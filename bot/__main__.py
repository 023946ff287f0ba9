"""`python -m bot`: the `factdesk` command."""

from bot.cli import main

main()
