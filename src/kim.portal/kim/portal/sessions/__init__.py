"""Holding a meeting: who is there, results as they are typed, votes, the written procedure."""
