"""Face: the staff workspace (*Heute*, lists, records, forms)."""
