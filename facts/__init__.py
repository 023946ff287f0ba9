"""The desk: sources, records, and the answers drawn from them. It knows no Slack and no HTTP."""
