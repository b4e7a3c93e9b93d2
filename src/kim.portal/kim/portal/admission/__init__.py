"""The way to one meeting without a password: a one-time link in a mail, and what it opens.

Who holds a seat and comes twice a year gets to the pack and to the vote of that meeting, as the
account that the link was sent to, and to nothing else.
"""
