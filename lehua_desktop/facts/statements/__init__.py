"""Statements of banks and wallets: rows, balances, days."""
