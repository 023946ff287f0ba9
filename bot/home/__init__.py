"""The Home tab: shown to whoever opens it."""
