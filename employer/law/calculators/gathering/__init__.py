"""What an answer stands on, gathered while it is made."""
