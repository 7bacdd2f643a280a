"""A desk (交办件): what its steps check and write, and what its own page shows."""
