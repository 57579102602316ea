"""Algorithms of Processing."""
