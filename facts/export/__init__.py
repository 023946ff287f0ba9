"""Writing what is on file: one writer for each format."""
