"""The office's way to the pages of the portal."""
