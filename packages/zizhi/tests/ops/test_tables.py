"""Tables and progress on a terminal."""

import io

from zizhi.ops.tables import Progress, table


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


def test_chinese_characters_are_two_columns_wide():
    assert table(("甲", "b"), [("a", "c")]) == "甲  b\na   c"


def test_nothing_is_shortened():
    path = "/a/" + "很长" * 60 + ".ofd"
    assert path in table(("文件", "结论"), [(path, "有效")])


def test_progress_is_silent_elsewhere():
    stream = io.StringIO()
    Progress("签发", stream)(1, 2)
    assert stream.getvalue() == ""


def test_progress_ends_its_line():
    stream = Terminal()
    bar = Progress("签发", stream)
    bar(1, 2)
    assert not stream.getvalue().endswith("\n")
    bar(2, 2)
    assert stream.getvalue().endswith("2/2\n")
