"""承诺: dated sentences of replies, kept as rows, looked back at on their day."""
