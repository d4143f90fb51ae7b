"""Questions about the personal assistants' agreement."""
