"""Extract: every numeral of a document, which of them are figures, and what each figure says."""
