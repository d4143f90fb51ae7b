"""Questions about who may do the work."""
