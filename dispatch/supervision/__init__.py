"""督办, 催办 and 督导: pressing a desk and what comes of it."""
