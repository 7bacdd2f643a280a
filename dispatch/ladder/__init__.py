"""The reminder ladder: rungs as rules, who stands on them, the ledger of what was sent, one summary a day."""
