"""The review desk: its queue, sittings, conditions, look-alikes and merging."""
