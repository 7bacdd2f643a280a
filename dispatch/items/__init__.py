"""The pages of an item: how it stands, its timeline, the review desk with its advice."""
