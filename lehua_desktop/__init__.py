"""Lehua Desktop 乐花证据夹: from payment screenshots to a repayment timeline and an evidence bundle."""

__version__ = "0.1.0"
