"""The `openofd` command: a file a command, imported when it is asked for."""
