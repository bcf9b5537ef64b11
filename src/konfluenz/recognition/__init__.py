"""Milestones, certificates, the honour pin."""
