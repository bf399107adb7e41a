"""`python -m checker`: the same as `tousu`.

Python puts the working folder first on the import path here; an instance may hold any file, so it is taken off
before anything is imported.
"""

import sys

if not sys.flags.safe_path:
    del sys.path[0]

from checker.cli import main

if __name__ == "__main__":
    main()
