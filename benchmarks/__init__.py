"""What the portal costs, measured: pages (``run``) and the search beside others (``compare``)."""
