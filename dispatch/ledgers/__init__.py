"""台账: rows of desks and of what people report, with their columns."""
