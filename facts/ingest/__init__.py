"""Reading what comes in: one reader for each format."""
