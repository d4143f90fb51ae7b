"""What the files for others need and nobody has said."""
