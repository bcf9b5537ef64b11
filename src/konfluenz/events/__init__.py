"""Trainings, lectures, workshops, meetups and every *Sitzung*."""
