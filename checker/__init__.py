"""tousu: complaint handling as code. Policies and cases in, findings out."""

__version__ = "0.1.0"
