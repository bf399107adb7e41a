"""The merge gate: what a step from the protected branch to a branch would do to the register.

It reads commits, never the work tree, and runs nothing that a branch brought.
"""
