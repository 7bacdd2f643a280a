"""12345 and 市长信箱: what is handed to a hotline, what comes back, and what it hears itself."""
