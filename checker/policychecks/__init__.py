"""What a policy is asked of itself: rule tests, lint, coverage, lock. No case is needed for it."""
