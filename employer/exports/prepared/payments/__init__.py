"""The bank's file of a pay day."""
