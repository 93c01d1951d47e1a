"""What the ledger starts from: the first documents, and the language knowledge as tables that anyone can extend."""
