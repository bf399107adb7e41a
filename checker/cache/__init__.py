"""What was judged before, kept for the next run: never trusted from a repository, never executed.

It lies in the user's own cache folder, so nothing that a branch brings can put a verdict into it.
Whatever is not exactly as it was written, or was written for other inputs, is not there.

`place`, `standing` and `answers` load next to nothing, for they may be all that a run needs.
"""
