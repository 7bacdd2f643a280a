"""社情民意 at the editor’s desk."""
