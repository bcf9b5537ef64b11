"""The one *Aufgabe*: who does what by when, whatever it came from."""
