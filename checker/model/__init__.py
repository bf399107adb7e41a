"""Plain data: policy, case, organization, findings. No input, no output, no clock."""
