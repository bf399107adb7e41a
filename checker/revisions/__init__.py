"""Two revisions of a policy set side by side: text, rules, vocabulary, and what a change does."""
