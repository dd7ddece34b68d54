"""Complaints and deadlines."""
