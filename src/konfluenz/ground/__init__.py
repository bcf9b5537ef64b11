"""Audit trail and change feed, outbox, schedule, files, text search. Knows no domain."""
