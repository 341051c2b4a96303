"""A filled mould equals the template, whatever the texts."""

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from zizhi.verification.answers import Fact, ItemLine
from zizhi.verification.verdict import Tone
from zizhi.web.context import site
from zizhi.web.public.moulds import fill
from zizhi.web.public.presenting import AnswerView

TEXT = st.text(max_size=12)
FACT = st.builds(Fact, label=st.sampled_from(["证书编号", "企业名称"]), value=TEXT)
ITEM = st.builds(ItemLine, name=TEXT, until=st.sampled_from(["", "2031-11-21"]), expired=st.booleans())
VIEW = st.builds(
    AnswerView,
    word=st.sampled_from(["登记在册，当前有效", "二维码与登记不符"]),
    sentence=TEXT,
    tone=st.sampled_from(Tone),
    standing_word=st.sampled_from(["当前有效", "已注销"]),
    standing_tone=st.sampled_from(Tone),
    number=TEXT,
    title=st.sampled_from(["建筑业企业资质证书", "工程勘察资质证书"]),
    list_label=st.just("资质等级"),
    facts=st.lists(FACT, max_size=3),
    closing=st.lists(FACT, max_size=2),
    items=st.lists(ITEM, max_size=9),
    portals=st.just(mark_safe("<section>平台</section>")),
    latest_token=st.sampled_from(["", "ABC", "<&>"]),
    mismatch=st.booleans(),
)


@given(view=VIEW, asked_at=TEXT)
def test_it_equals_the_template(view, asked_at):
    wanted = render_to_string(
        "public/parts/answer.html", {"site": site(), "asked_at": asked_at, "answer": view}
    )
    assert fill(view, asked_at=asked_at) == wanted


@pytest.mark.parametrize("text", ["<script>", "\ue0000\ue001", "&amp;", "'\"", "{{ site }}"])
def test_texts_stay_texts(text):
    view = _view(text)
    page = fill(view, asked_at="")
    assert "<script>" not in page
    assert page == render_to_string(
        "public/parts/answer.html", {"site": site(), "asked_at": "", "answer": view}
    )


def _view(text):
    return AnswerView(
        word="登记在册，当前有效",
        sentence=text,
        tone=Tone.GOOD,
        standing_word="当前有效",
        standing_tone=Tone.GOOD,
        number=text,
        title="建筑业企业资质证书",
        list_label="资质等级",
        facts=[Fact(label="企业名称", value=text)],
        closing=[],
        items=[ItemLine(name=text, until="", expired=False)],
        portals=mark_safe(""),
        latest_token=text,
        mismatch=False,
    )
