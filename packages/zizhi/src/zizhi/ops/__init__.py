"""The `zizhi` command: what an operator runs from a shell."""
