"""Open data: a catalogue (DCAT-AP.de 3.0), and tables as CSV with their columns described."""
