"""Bytes to pages, pages to lines with boxes. Everything that parses foreign bytes runs in worker processes."""
