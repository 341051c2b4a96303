"""`openofd completion SHELL`: a script for the shell to complete commands, options and file names."""

import argparse
from collections.abc import Iterator, Mapping

from openofd.cli.commandline import command_line
from openofd.cli.exits import Exit
from openofd.cli.language import Text
from openofd.cli.parsing import Parser
from openofd.errors import Language

__all__ = ["EXAMPLES", "configure", "run"]

EXAMPLES = Text(
    """openofd completion bash > ~/.local/share/bash-completion/completions/openofd
openofd completion zsh > ~/.zfunc/_openofd
openofd completion tcsh > ~/.openofd.csh""",
    """openofd completion bash > ~/.local/share/bash-completion/completions/openofd
openofd completion zsh > ~/.zfunc/_openofd
openofd completion tcsh > ~/.openofd.csh""",
)
_FILES = {"ATTACHMENT", "DER", "FILE", "FONT", "JSON", "PEM"}
"""What stands for the name of a file in the help."""
_SHELL = Text("哪种命令行", "which shell")


def configure(parser: Parser) -> None:
    """The command's arguments."""
    parser.add_argument("shell", choices=("bash", "zsh", "tcsh"), help=_SHELL(parser.language))
    parser.spoken()


def run(arguments: argparse.Namespace, language: Language) -> Exit:
    """Print the script, made from the very parser that reads the command line."""
    import shtab

    parser = command_line(language)
    for action in _actions(parser):
        if action.metavar in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif action.metavar == "DIR":
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
    print(shtab.complete(parser, shell=arguments.shell))
    return Exit.VALID


def _actions(parser: Parser) -> Iterator[argparse.Action]:
    """Every option and argument, those of the commands included."""
    parser.settle()
    for action in parser._actions:  # noqa: SLF001 - argparse lists them nowhere else
        yield action
        if isinstance(action.choices, Mapping):
            for command in action.choices.values():
                yield from _actions(command)
