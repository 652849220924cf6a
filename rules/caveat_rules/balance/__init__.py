"""Balance: harms said as plainly and as fully as benefits."""
