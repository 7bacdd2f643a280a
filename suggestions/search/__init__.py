"""Search and look-alikes: index, tokens and ranking."""
