"""Figures, ledger and month of 社情民意 as the office and the editors read them."""
