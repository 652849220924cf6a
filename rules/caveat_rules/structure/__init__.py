"""Rules on what a piece holds and in which order: its main message, its parts, what the reader can do."""
