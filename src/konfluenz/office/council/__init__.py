"""Pages of papers, their way through the bodies, and of the mirror."""
