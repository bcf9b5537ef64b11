"""Municipal integration work and volunteering, from the first question to the council."""
