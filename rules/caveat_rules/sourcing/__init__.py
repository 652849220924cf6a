"""Rules on sources: which statements need one, and whether one stands near."""
