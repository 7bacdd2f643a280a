"""值班: who serves when, planned, swapped, in calendars."""
