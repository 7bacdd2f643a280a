"""Lists as workbooks: what each list exports, at once or in the background."""
