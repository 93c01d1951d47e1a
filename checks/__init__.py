"""What rows must be: pandera schemas, checks across rows, and promises about the whole warehouse."""
