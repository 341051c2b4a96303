"""File names made of a stranger's words."""

import pytest

from openofd.cli.filenames import FileNames, extension_of, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("发票.xml", "发票.xml"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\boot.ini", "C__boot.ini"),
        ("a\0b\x1b\u202e.txt", "a_b__.txt"),
        ("..", "unnamed"),
        ("", "unnamed"),
        (".bashrc", "bashrc"),
        ("nul.txt", "_nul.txt"),
        ("Con", "_Con"),
        ("-rf", "-rf"),
    ],
)
def test_a_name_means_nothing_to_a_file_system(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("长" * 300 + ".pdf")
    assert len(name.encode()) <= 180
    assert name.endswith("长.pdf")


def test_a_long_name_without_an_ending_is_cut() -> None:
    assert safe_name("a." + "b" * 300) == "a." + "b" * 178


def test_no_name_is_given_twice() -> None:
    names = FileNames()
    assert [names.give(n) for n in ("a.txt", "A.TXT", "a.txt", "b", "b", ".x", ".x")] == [
        "a.txt",
        "A (2).TXT",
        "a (3).txt",
        "b",
        "b (2)",
        ".x",
        ".x (2)",
    ]


@pytest.mark.parametrize(
    ("data", "ending"),
    [(b"\x89PNG\r\n", ".png"), (b"\xff\xd8\xff\xe0", ".jpg"), (b"OTTO", ".otf"), (b"", ".bin")],
)
def test_the_bytes_say_what_they_are(data: bytes, ending: str) -> None:
    assert extension_of(data) == ending
