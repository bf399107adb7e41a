"""Revisions by name, and what the step from one to another, or to a regulator's text, comes to."""
