"""Rules on what a health text owes its readers about itself: its limits, its date, its makers."""
