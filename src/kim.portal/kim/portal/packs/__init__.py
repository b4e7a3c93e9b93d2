"""A meeting's papers as one PDF: what is to be decided at a glance, then everything in order."""
