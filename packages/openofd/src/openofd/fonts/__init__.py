"""Fonts: subsets, the fallback chain, outlines and names. OpenType (ISO/IEC 14496-22) through HarfBuzz."""
