"""The department as data."""

from zizhi.core.profile import department
from zizhi.core.uscc import Uscc


def test_liaoning_is_as_the_notice_says() -> None:
    profile = department()
    assert (profile.name, profile.telephone) == ("辽宁省住房和城乡建设厅", "024-83988656")
    assert profile.portals["services"].url == "https://www.lnzwfw.gov.cn/"


def test_the_departments_code_is_a_marked_demonstration_value() -> None:
    assert Uscc.parse(department().authority_uscc).is_made_up
