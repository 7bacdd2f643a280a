"""What waits to be handed out, and what the units say to it."""
