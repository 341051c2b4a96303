"""Conformance cases for OFD seals and files: generators, index and schema. See README.md."""
