"""Pages of persons and their accounts."""
