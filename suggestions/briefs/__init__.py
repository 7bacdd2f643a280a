"""期: issues of 社情民意, from the draft to the readers."""
