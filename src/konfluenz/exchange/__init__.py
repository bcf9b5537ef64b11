"""Face: machines. OParl, HSDS, an Integreat-compatible API, iCalendar, open data."""
