"""Bibliographic formats in and out."""
