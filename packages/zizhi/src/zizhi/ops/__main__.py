"""`python -m zizhi.ops` is the `zizhi` command."""

from zizhi.ops.main import main

if __name__ == "__main__":
    main()
