"""Meetings in people's own calendars: feeds at signed addresses that can be ended."""
