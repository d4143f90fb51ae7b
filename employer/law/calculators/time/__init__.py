"""Questions about working time and the cost of a shift."""
