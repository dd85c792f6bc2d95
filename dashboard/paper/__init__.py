"""What the office prints and sends: documents made for paper, from the same queries as the pages."""
