"""Rosters: lists of members, units, handlers and past items, read in, checked, taken over and given out."""
