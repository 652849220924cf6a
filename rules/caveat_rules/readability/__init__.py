"""Rules on how easily a text reads: its grade, the length of its sentences, its abbreviations."""
