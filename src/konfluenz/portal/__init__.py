"""Face: the public, and *Mein Bereich* of volunteers and organisations."""
