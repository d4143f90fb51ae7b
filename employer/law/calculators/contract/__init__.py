"""Questions about the contract and its end."""
