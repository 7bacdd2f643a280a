"""提案: writing, co-signing, readings and filing."""
