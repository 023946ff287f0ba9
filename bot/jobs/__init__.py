"""What outlives a request: jobs that are kept, tried again, and done at the pace that Slack allows."""
