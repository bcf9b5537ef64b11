"""Public pages as files: what each one read, when it is baked again, how it is written."""
