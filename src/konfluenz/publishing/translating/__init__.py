"""Who translates what, how far it is, and by which ways texts go out and come in."""
