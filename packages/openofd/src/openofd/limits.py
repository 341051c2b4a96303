"""Every ceiling of the reader, each with the attack it stops. GB/T 33190 sets none of them."""

from dataclasses import dataclass

__all__ = ["LIMITS", "Limits"]

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Ceilings for one package; pass another value to read an unusually large file knowingly."""

    package_bytes: int = 256 * _MIB
    """The file itself: keeps a whole package in memory affordable."""
    entries: int = 10_000
    """Zip entries: stops directories made to exhaust memory."""
    name_bytes: int = 512
    """One entry name: stops long names that break logs and file systems."""
    entry_bytes: int = 128 * _MIB
    """One entry unpacked: stops a single zip bomb."""
    total_bytes: int = 512 * _MIB
    """All entries unpacked: stops many small bombs."""
    ratio: int = 1_100
    """Unpacked to packed size; deflate cannot pass 1032:1, so more is a lie in the header."""
    xml_bytes: int = 32 * _MIB
    """One XML part: a parsed tree takes about ten times its text."""
    xml_total_bytes: int = 256 * _MIB
    """All XML parts read of one package: stops many parts that are each just below the ceiling."""
    xml_depth: int = 64
    """Nesting: stops parsers and recursive readers from running out of stack."""
    xml_nodes: int = 2_000_000
    """Elements of one part."""
    documents: int = 20
    """Documents of one package: each may lead through all its files again."""
    pages: int = 20_000
    """Pages of one document."""
    glyphs: int = 5_000_000
    """Glyph positions on one page: stops the repeat syntax `g 999999999 1` (GB/T 33190 11.3)."""
    path_bytes: int = 2 * _MIB
    """One path as written: its commands take thirty times as much once read."""
    array_values: int = 200_000
    """Values of one list: stops millions of dashes, glyphs or offsets, which pack a thousand to one."""
    path_commands: int = 250_000
    """Commands of one path: stops the same in AbbreviatedData."""
    pixels: int = 100_000_000
    """Pixels of one image: stops decompression bombs inside pictures."""
    decoded_bytes: int = 48 * _MIB
    """One image that openofd must decode itself (TIFF, JBIG2, JPEG 2000): stops seconds and memory going."""
    raster_pixels: int = 50_000_000
    """Pixels of one page drawn as a picture: A4 at 700 an inch; stops small files that ask for large ones."""
    raster_milliseconds: int = 2_000
    """Guessed time of drawing one page as a picture: stops thousands of sheets on top of each other."""
    der_bytes: int = 8 * _MIB
    """One SignedValue.dat or Seal.esl."""
    der_depth: int = 32
    """Nesting of ASN.1."""
    der_values: int = 500_000
    """Values in one ASN.1 structure: stops millions of empty ones; a long revocation list has as many."""
    certificate_bytes: int = 64 * 1024
    """One public-key certificate: what is remembered of many stays small."""
    signatures: int = 200
    """Signatures of one document: each costs SM2 operations and a pass over its references."""
    references: int = 20_000
    """References of all signatures together: each signature may name every file of the package."""
    chain_length: int = 8
    """Public-key certificates from signer to anchor."""


LIMITS = Limits()
