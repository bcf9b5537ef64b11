"""Konfluenz: municipal integration work and volunteering, from the first question to the council paper."""
