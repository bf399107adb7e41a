"""The language server: what editors show of a case and a policy while they are written.

It judges the text in the editor, not the file on disk, and writes nothing itself.
"""
