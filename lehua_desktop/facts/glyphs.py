"""Characters brought to one form, one for one, so that a position in the result is a position in the text."""

from __future__ import annotations

import re
import unicodedata

# What phones, banks and engines write for the same sign. A full stop of a sentence stays apart from a dot: between
# digits it is a misread dot, elsewhere it ends something.
_SAME = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "—": "-",
        "‑": "-",
        "－": "-",
        "﹣": "-",
        "￥": "¥",
        "﹩": "$",
        "，": ",",
        "﹐": ",",
        "：": ":",
        "︰": ":",
        "∶": ":",
        "．": ".",
        "·": ".",
        "•": "*",
        "●": "*",
        "＊": "*",
        "【": "[",
        "】": "]",
        "〔": "[",
        "〕": "]",
        "「": "[",
        "」": "]",
        "\t": " ",
        "\n": " ",
        "\r": " ",
        "\u3000": " ",
        "\u00a0": " ",
        "\u200b": " ",
        "\ufeff": " ",
    }
)
_KEEP = {"。", "…"}
_BETWEEN_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")


def plain(text: str) -> str:
    """The text with full-width and look-alike signs in their plain form; the same length as the text."""
    out = []
    for char in text.translate(_SAME):
        if char.isascii() or char in _KEEP:
            out.append(char)
            continue
        same = unicodedata.normalize("NFKC", char)
        out.append(same if len(same) == 1 else char)
    return "".join(out)


def packed(text: str) -> str:
    """`plain` without any blank: for labels and wording, whose glyphs engines set apart (`支 付 时 间`)."""
    return plain(text).replace(" ", "")


def closed(text: str) -> str:
    """`plain` without blanks between Chinese characters; blanks beside digits and letters stay."""
    return _BETWEEN_CHINESE.sub("", plain(text)).strip()
