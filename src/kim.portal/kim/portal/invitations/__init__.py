"""Inviting to a meeting, and who comes: mails with a date for the calendar, answers by seat."""
