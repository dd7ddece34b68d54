"""A request for a trusted timestamp (RFC 3161) as a file. It is sent by nobody but the person, if they wish to."""

from __future__ import annotations

_SHA256 = bytes.fromhex("300d06096086480165030402010500")  # AlgorithmIdentifier 2.16.840.1.101.3.4.2.1, no parameters


def request_for(digest: bytes) -> bytes:
    """The DER of a TimeStampReq for a SHA-256 `digest`: version 1, no nonce, the authority's certificate asked for."""
    imprint = _sequence(_SHA256 + b"\x04\x20" + digest)
    return _sequence(b"\x02\x01\x01" + imprint + b"\x01\x01\xff")


def _sequence(content: bytes) -> bytes:
    return bytes((0x30, len(content))) + content  # all of it is shorter than 128 bytes
