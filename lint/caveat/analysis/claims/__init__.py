"""Claims about health, found from trigger words and the grammar round them, in one place: see `finder`."""
