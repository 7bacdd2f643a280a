"""Residents' opinions at the departments: asked through a desk, listed, contacted with consent."""
