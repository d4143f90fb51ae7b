"""Facts read and answers told."""
