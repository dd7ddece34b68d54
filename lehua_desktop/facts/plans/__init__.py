"""Repayment plans, and tables of repayments that were made."""
