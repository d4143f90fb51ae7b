"""Questions about lay-off and the end of the employment."""
