"""Questions about the annual holiday."""
