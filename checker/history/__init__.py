"""What git says of an instance: read-only, and only through `git` itself."""
