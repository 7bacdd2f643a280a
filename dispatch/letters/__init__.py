"""Letters as Word files from templates the office can replace."""
