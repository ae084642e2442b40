"""Two texts of one project, and what changed between them."""
