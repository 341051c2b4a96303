"""Composing: a face compiled once (`Plate`), printed many times into `Draft`s. GB/T 33190-2016."""
