"""What differs between two revisions: text, rules a parameter at a time, vocabulary; in words."""
