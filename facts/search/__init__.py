"""Finding records: reading a question, candidates from the index, ranking, and what is too far to show."""
