"""The container: a zip read by its directory only, written from ready members. GB/T 33190-2016 7.1."""
