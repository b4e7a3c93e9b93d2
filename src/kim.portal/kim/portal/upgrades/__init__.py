"""Upgrade steps: one module a step, named for the version it leads to (``to_1001.py``)."""
