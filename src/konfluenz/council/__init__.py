"""Papers, consultations, results, follow-ups, generated reports."""
