"""Review: figures out to a person as a sheet, decisions back in."""
