"""Clean: from bytes to the words of the article, its blocks, and what is known of it."""
