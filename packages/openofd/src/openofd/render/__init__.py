"""Draw pages: an OFD page becomes a display list, that becomes SVG (GB/T 33190-2016 chapters 8–15)."""
