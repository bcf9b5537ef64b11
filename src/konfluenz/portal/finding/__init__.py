"""*Suche*: what readers type, and what they find."""
