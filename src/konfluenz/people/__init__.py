"""Persons, spoken languages, accounts and roles, consent, privacy."""
