"""What can be known about a document, worked out when first asked for, once."""
