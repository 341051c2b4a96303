"""GB/T 33190-2016 8.3.4: Gouraud shadings as triangles, and triangles as pixels."""

import io
from typing import Any

import pytest
from PIL import Image

from openofd.model.colors import GouraudShd, LaGouraudShd
from openofd.render.colours import colour_of
from openofd.render.displaylist import Colour, Mesh, Triangle
from openofd.render.mesh import mesh_of
from openofd.render.meshraster import mesh_raster

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


class Plain:
    def color_space(self, space_id: int | None) -> None:
        return None


def mesh(kind: Any, points: str, attributes: str = "", inner: str = "") -> Mesh:
    """Points are `x,y,flag`."""
    written = "".join(
        f'<ofd:Point X="{x}" Y="{y}" EdgeFlag="{flag}"><ofd:Color Value="{x} {y} 0"/></ofd:Point>'
        for x, y, flag in (point.split(",") for point in points.split())
    )
    xml = f"<ofd:{kind.tag} {OFD} {attributes}>{written}{inner}</ofd:{kind.tag}>"
    return mesh_of(kind.parse(xml.encode()), lambda each: colour_of(each, Plain()))


def corners(found: Mesh) -> list[tuple[tuple[float, float], ...]]:
    return [triangle.corners for triangle in found.triangles]


A, B, C, D = (0, 0), (4, 0), (0, 4), (4, 4)


def test_three_points_are_a_triangle_each_with_its_colour() -> None:
    (triangle,) = mesh(GouraudShd, "0,0,0 4,0,0 0,4,0").triangles
    assert triangle == Triangle((A, B, C), (Colour(0, 0, 0), Colour(4, 0, 0), Colour(0, 4, 0)))


@pytest.mark.parametrize(
    ("flag", "sides"), [("1", (B, C, D)), ("2", (A, C, D))], ids=["last side", "first to last"]
)
def test_edge_flags_go_on_from_a_side(flag: str, sides: tuple[tuple[float, float], ...]) -> None:
    assert corners(mesh(GouraudShd, f"0,0,0 4,0,0 0,4,0 4,4,{flag}")) == [(A, B, C), sides]


def test_flag_0_begins_anew() -> None:
    found = mesh(GouraudShd, "0,0,0 4,0,0 0,4,0 4,4,0 4,0,0 0,4,0 9,9,0")
    assert corners(found) == [(A, B, C), (D, B, C)]


def test_a_lattice_is_two_triangles_a_mesh() -> None:
    found = mesh(LaGouraudShd, "0,0,0 4,0,0 0,4,0 4,4,0 9,9,0", 'VerticesPerRow="2"')
    assert corners(found) == [(A, B, C), (B, D, C)]


@pytest.mark.parametrize("wide", ["0", "1", "9"])
def test_a_lattice_without_rows_is_empty(wide: str) -> None:
    assert corners(mesh(LaGouraudShd, "0,0,0 4,0,0 0,4,0 4,4,0", f'VerticesPerRow="{wide}"')) == []


@pytest.mark.parametrize(("extend", "found"), [("1", Colour(1, 2, 3)), ("0", None)])
def test_the_ground_is_painted_if_it_extends(extend: str, found: Colour | None) -> None:
    ground = '<ofd:BackColor Value="1 2 3"/>'
    assert mesh(GouraudShd, "0,0,0 4,0,0 0,4,0", f'Extend="{extend}"', ground).background == found


def test_colours_run_evenly_and_triangles_meet() -> None:
    red, blue = Colour(200, 0, 0), Colour(0, 0, 200)
    square = Mesh(
        triangles=(
            Triangle(((0, 0), (2, 0), (0, 2)), (red, blue, red)),
            Triangle(((2, 0), (2, 2), (0, 2)), (blue, blue, red)),
        )
    )
    raster, place = mesh_raster(square)
    image = Image.open(io.BytesIO(raster.data))
    assert place.apply(1, 1) == (2, 2)
    assert image.getextrema()[3] == (255, 255)
    assert image.getpixel((120, 60)) == pytest.approx((100, 0, 100, 255), abs=2)


def test_outside_the_triangles_nothing_is_painted() -> None:
    triangle = Triangle(((0, 0), (2, 0), (0, 2)), (Colour(9, 9, 9),) * 3)
    image = Image.open(io.BytesIO(mesh_raster(Mesh(triangles=(triangle,)))[0].data))
    assert image.getpixel((200, 200)) == (0, 0, 0, 0)


@pytest.mark.parametrize("triangles", [(), (Triangle(((1, 1),) * 3, (Colour(0, 0, 0),) * 3),)])
def test_a_mesh_without_area_is_a_picture_all_the_same(triangles: tuple[Triangle, ...]) -> None:
    assert mesh_raster(Mesh(triangles=triangles))[0].media_type == "image/png"


def test_many_large_triangles_make_a_coarser_picture() -> None:
    triangle = Triangle(((0, 0), (2, 0), (0, 2)), (Colour(9, 9, 9),) * 3)
    image = Image.open(io.BytesIO(mesh_raster(Mesh(triangles=(triangle,) * 1000))[0].data))
    assert image.width < 50
