"""Rules on a piece and the article that it derives from: whether it still says what the article says."""
