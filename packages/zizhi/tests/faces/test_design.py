"""Faces as data."""

import pytest

from zizhi.certificates.kinds import all_kinds
from zizhi.faces.design import PageSize, _build, _merge, load_design


@pytest.mark.parametrize("kind", [kind.id for kind in all_kinds()])
def test_every_kind_has_a_face(kind: str) -> None:
    design = load_design(kind)
    assert (design.name, len(design.rows), design.version) == (
        next(k.name for k in all_kinds() if k.id == kind),
        6,
        1,
    )


def test_accents_differ() -> None:
    assert len({load_design(kind.id).colours.accent for kind in all_kinds()}) == 5


def test_long_title_is_set_smaller() -> None:
    assert (load_design("testing").title.points, load_design("survey").title.points) == (26, 33)


def test_a_kind_overrides_its_base() -> None:
    assert _merge({"a": {"b": 1, "c": 2}}, {"a": {"b": 3}}) == {"a": {"b": 3, "c": 2}}


@pytest.mark.parametrize("data", [{"width": 1, "height": 2}, {"width": 1, "height": 2, "centre": 3, "x": 4}])
def test_missing_and_unknown_names_are_errors(data: dict[str, int]) -> None:
    with pytest.raises(TypeError):
        _build(PageSize, data)


def test_wrong_type_is_an_error() -> None:
    with pytest.raises(TypeError, match="is not"):
        _build(PageSize, {"width": "1", "height": 2, "centre": 3})
