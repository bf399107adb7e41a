"""How a verdict came about, and what a rule says, step by step.

Pure deriving: nothing is judged a second time. A deadline's days come from the same clock that
judged it; for other kinds it is told what the rule looked at.
"""
