"""Files inside a document: screenshots pasted into Word, Excel or slides, attachments of a mail and a bill in its text."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass

from ...core.problems import LehuaError
from .archives import Member, Room, unpack
from .images import open_picture
from .markup import sheets
from .names import natural
from .sniff import names_in
from .text import decode

_PICTURES = re.compile(r"(?:word|xl|ppt)/media/([^/]+)|Pictures/([^/]+)")
_WORDS = re.compile(r"(?:word/document|ppt/slides/slide\d+|content)\.xml")
_TAG = re.compile(rb"<[^>]*>")
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){3,}")
_OF_MAIL = re.compile(rb"^(?:mime-version|received|message-id):", re.IGNORECASE | re.MULTILINE)
_LEAST = 240  # pixels of the shorter side; logos, stamps and icons have fewer, screenshots more


@dataclass(frozen=True, slots=True)
class Embedded:
    """What lies inside a document, in its order, and whether the document also says figures of its own."""

    members: tuple[Member, ...]
    figures: bool


def embedded(data: bytes, room: Room | None = None) -> Embedded:
    """The pictures in an office document, or the attachments of a mail and its text with tables; no members where the
    file is neither.

    `room` is what may still come out of the archive that the document lies in.
    """
    if data.startswith(b"PK\x03\x04"):
        return _office(data, room)
    header = _HEADER.match(data)
    return _mail(data) if header and _OF_MAIL.search(header[0]) else Embedded((), False)


def _office(data: bytes, room: Room | None) -> Embedded:
    names = names_in(data)
    if names.isdisjoint({"[Content_Types].xml", "content.xml"}) or not any(map(_PICTURES.fullmatch, names)):
        return Embedded((), False)
    try:
        inside = list(unpack(data, (), room))
    except LehuaError:
        return Embedded((), False)  # whoever opens it says so
    pictures = [
        Member(named[1] or named[2], member.data)
        for member in inside
        if (named := _PICTURES.fullmatch(member.name)) and _is_shot(member.data)
    ]
    pictures.sort(key=lambda member: natural(member.name))
    words = (_TAG.sub(b"", member.data) for member in inside if _WORDS.fullmatch(member.name))
    return Embedded(tuple(pictures), any(re.search(rb"\d", text) for text in words))


def _mail(data: bytes) -> Embedded:
    members: list[Member] = []
    bills: list[Member] = []
    figures = False
    try:
        for part in email.message_from_bytes(data, policy=email.policy.default).walk():
            content = part.get_payload(decode=True)
            if not isinstance(content, bytes):
                continue  # what holds other parts
            kind = part.get_content_maintype()
            name = re.split(r"[/\\]", part.get_filename() or "")[-1]
            if _is_shot(content) or (name and kind != "image"):
                members.append(Member(name or f"{len(members) + 1}", content))
            elif part.get_content_subtype() == "html" and sheets(decode(content) or ""):
                bills.append(Member(f"{len(members) + len(bills) + 1}.html", content))
            elif kind == "text":
                figures |= bool(re.search(rb"\d", _TAG.sub(b"", content)))
    except (LookupError, ValueError, TypeError, AttributeError):  # hostile headers break the parser in many ways
        return Embedded((), False)
    # What a mail says in plain text beside its tables says the same.
    return Embedded((*members, *bills), figures and not bills)


def _is_shot(data: bytes) -> bool:
    try:
        return min(open_picture(data).size) >= _LEAST
    except LehuaError:
        return False
