"""Read, compose, seal, verify and draw OFD files (GB/T 33190-2016), China's fixed-layout format."""

__version__ = "0.1.0"
