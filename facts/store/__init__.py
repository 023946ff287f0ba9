"""Where revisions are kept: the port, and the stores behind it."""
