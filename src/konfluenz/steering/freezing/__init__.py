"""Numbers as they stood at a cut-off: snapshots, small numbers hidden, the hash over the rest."""
