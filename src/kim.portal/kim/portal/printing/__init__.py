"""PDFs that people read, keep and print: out of HTML, and many papers bound into one."""
