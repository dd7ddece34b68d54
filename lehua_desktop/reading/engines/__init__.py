"""Engines read pixels. Each is loaded once a process, when the first page asks for it."""
