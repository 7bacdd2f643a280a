"""领办: a member takes the lead beside the unit."""
