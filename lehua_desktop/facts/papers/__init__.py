"""Contracts and settlement certificates: what a paper says of a loan as a whole."""
