"""`python -m openofd`."""

import sys

from openofd.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
