"""The `openofd` command: info, verify and render, a file each."""
