"""Reading calendars in: events of associations and offices that keep them elsewhere."""
