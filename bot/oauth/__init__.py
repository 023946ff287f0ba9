"""Installing in several workspaces by OAuth: who has installed us, with which tokens, and the bot of each."""
