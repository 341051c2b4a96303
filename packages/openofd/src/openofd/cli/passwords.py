"""Passwords: from the environment, a file or the terminal, never from an argument."""

import argparse
import os
import sys
from getpass import getpass

from openofd.cli.inputs import read_input
from openofd.cli.language import Text
from openofd.cli.parsing import Parser
from openofd.errors import Language, SigningFailed

__all__ = ["add_password_options", "asked_password", "password_of"]

_OPTIONS = {
    "--password-env": Text("口令在这个环境变量里", "the environment variable that holds the password"),
    "--password-file": Text("口令是这个文件的第一行", "the file whose first line is the password"),
}
_ASK, _AGAIN = Text("口令：", "Password: "), Text("再输入一次：", "Once more: ")


def add_password_options(parser: Parser) -> None:
    """Where the password comes from; without either it is asked for on the terminal."""
    group = parser.add_mutually_exclusive_group()
    for (option, said), metavar in zip(_OPTIONS.items(), ("NAME", "FILE"), strict=True):
        group.add_argument(option, metavar=metavar, help=said(parser.language))


def password_of(arguments: argparse.Namespace, language: Language, *, new: bool = False) -> bytes:
    """The password; a new one is asked for twice.

    Raises:
        SigningFailed: PASSWORD_MISSING, there is none and nobody to ask; PASSWORD_DIFFERS.
        MalformedDocument: FILE_UNREADABLE.
    """
    if arguments.password_env is not None:
        return _from_environment(arguments.password_env)
    if arguments.password_file is not None:
        return read_input(arguments.password_file).split(b"\n", 1)[0].rstrip(b"\r")
    if not sys.stdin.isatty():
        raise SigningFailed(
            "PASSWORD_MISSING",
            "需要口令：请用 --password-env 或 --password-file 给出",
            "a password is needed: name it with --password-env or --password-file",
        )
    given = getpass(_ASK(language))
    if new and getpass(_AGAIN(language)) != given:
        raise SigningFailed("PASSWORD_DIFFERS", "两次输入的口令不同", "the two passwords differ")
    return given.encode()


def asked_password(arguments: argparse.Namespace, language: Language) -> bytes:
    """The password of something that may have none: empty where it is not given and nobody can be asked.

    Raises:
        SigningFailed: PASSWORD_MISSING, there is no such environment variable.
        MalformedDocument: FILE_UNREADABLE.
    """
    given = arguments.password_env is not None or arguments.password_file is not None
    return password_of(arguments, language) if given or sys.stdin.isatty() else b""


def _from_environment(name: str) -> bytes:
    value = os.environ.get(name)
    if value is None:
        raise SigningFailed(
            "PASSWORD_MISSING",
            "没有这个环境变量",
            "there is no such environment variable",
            where=name,
        )
    return value.encode()
