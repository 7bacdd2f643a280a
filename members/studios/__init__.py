"""Studios: opening and closing, code and poster, month sheet."""
