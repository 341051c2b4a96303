"""GB/T 33190-2016 8.3.4: axial and radial shadings."""

from typing import Any

import pytest

from openofd.errors import LimitExceeded
from openofd.model.colors import AxialShd, RadialShd
from openofd.render.colours import colour_of
from openofd.render.displaylist import Colour, Gradient
from openofd.render.shading import gradient_of

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
RED, BLUE = Colour(200, 0, 0), Colour(0, 0, 200)
REACH = (0.0, 0.0, 40.0, 10.0)


class Plain:
    def color_space(self, space_id: int | None) -> None:
        return None


def segment(at: str, colour: str) -> str:
    place = "" if at == "-" else f'Position="{at}"'
    value = colour.replace(",", " ")
    return f'<ofd:Segment {place}><ofd:Color Value="{value}"/></ofd:Segment>'


def shade(kind: Any, attributes: str, positions: str = "- -", colours: str = "200,0,0 0,0,200") -> Gradient:
    segments = "".join(map(segment, positions.split(), colours.split()))
    xml = f"<ofd:{kind.tag} {OFD} {attributes}>{segments}</ofd:{kind.tag}>"
    return gradient_of(kind.parse(xml.encode()), lambda each: colour_of(each, Plain()), lambda: REACH)


def axial(attributes: str = "", **more: str) -> Gradient:
    return shade(AxialShd, f'StartPoint="10 5" EndPoint="20 5" {attributes}', **more)


def places(gradient: Gradient) -> list[float]:
    return [round(stop.at, 4) for stop in gradient.stops]


def test_direct_is_one_interval() -> None:
    found = axial()
    assert (found.start, found.end, found.radii) == ((10, 5), (20, 5), None)
    assert [stop.colour for stop in found.stops] == [RED, BLUE]


@pytest.mark.parametrize(
    ("extend", "found"),
    [("0", (False, False)), ("1", (True, False)), ("2", (False, True)), ("3", (True, True))],
)
def test_extend_says_on_which_side_colours_go_on(extend: str, found: tuple[bool, bool]) -> None:
    assert axial(f'Extend="{extend}"').extend == found


@pytest.mark.parametrize(
    ("positions", "found"),
    [
        ("- - -", [0, 0.5, 1]),
        ("0 0.2 1", [0, 0.2, 1]),
        ("0 - 0.4", [0, 0.2, 0.4, 1]),
        ("0.5 0.2 2", [0, 0.5, 0.5, 1]),
    ],
)
def test_places_ascend_from_0_to_1(positions: str, found: list[float]) -> None:
    assert places(axial(positions=positions, colours="1,1,1 2,2,2 3,3,3")) == found


def test_repeat_lays_intervals_of_map_unit() -> None:
    found = axial('MapType="Repeat" MapUnit="5"')
    assert places(found) == [0, 0, 0.5, 0.5, 1, 1]
    assert [stop.colour for stop in found.stops[1:3]] == [RED, BLUE]


def test_reflect_turns_every_other_interval() -> None:
    found = axial('MapType="Reflect" MapUnit="5"')
    assert [stop.colour for stop in found.stops] == [RED, RED, BLUE, BLUE, RED, RED]


def test_repeated_intervals_go_on_as_far_as_the_object_reaches() -> None:
    found = axial('MapType="Repeat" Extend="3"')
    assert (found.start, found.end) == ((0, 5), (40, 5))
    assert places(found) == [0, 0, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1, 1]


def test_an_interval_that_is_cut_ends_in_a_mixed_colour() -> None:
    assert axial('MapType="Repeat" MapUnit="4"').stops[-1].colour == Colour(100, 0, 100)


def test_too_many_intervals_end() -> None:
    with pytest.raises(LimitExceeded, match="intervals"):
        axial('MapType="Repeat" MapUnit="0.001"')


def radial(attributes: str) -> Gradient:
    return shade(RadialShd, attributes)


def test_circles() -> None:
    found = radial('StartPoint="5 5" EndPoint="6 5" StartRadius="1" EndRadius="4"')
    assert (found.start, found.end, found.radii) == ((5, 5), (6, 5), (1, 4))


def test_an_eccentricity_makes_ellipses_turned_by_angle() -> None:
    found = radial('StartPoint="5 5" EndPoint="5 5" EndRadius="4" Eccentricity="0.6" Angle="90"')
    x, y = found.end
    assert found.matrix.apply(x, y) == pytest.approx((5, 5))
    assert found.matrix.apply(x + 4, y) == pytest.approx((5, 9))
    assert found.matrix.apply(x, y + 4) == pytest.approx((5 - 3.2, 5))


def test_repeated_circles_grow_until_they_hold_the_object() -> None:
    found = radial('StartPoint="0 0" EndPoint="0 0" EndRadius="10" MapType="Repeat" Extend="2"')
    assert found.radii == (0, 50)
    assert len(found.stops) == 12


def test_circles_of_one_size_move_on() -> None:
    found = radial(
        'StartPoint="0 5" EndPoint="10 5" StartRadius="8" EndRadius="8" MapType="Repeat" Extend="3"'
    )
    assert found.radii == (8, 8)
    assert found.end[0] > 40
