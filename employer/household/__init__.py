"""The household file: reading, writing, and the main job on the command line."""
