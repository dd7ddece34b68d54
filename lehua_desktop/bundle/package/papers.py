"""What goes into the ZIP beside the bundle: the letter to edit and sign, texts to paste, and how to verify."""

from __future__ import annotations

import html
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from ...core.words import Language, Words
from ...resources import resource
from ..plan import BundlePlan
from ..private import Hide, masked
from ..routes import notices
from ..story.letter import CALL, ONLINE, Paragraph, lender_of, lender_route, letter, letter_text
from ..story.story import Story
from .docx import letter_docx

_LETTER = Words("文书", "Letter")
# What goes along with the letter of a route, and its file.
_BESIDE = {
    "bureau": (ONLINE, Words("异议描述_网上填写", "Objection_to_paste")),
    "regulator": (CALL, Words("通话要点", "Telephone_notes")),
}
_ROUTE = Words("提交说明", "How-to-submit")
VERIFY = "怎样核对_How-to-verify.html"


def papers(plan: BundlePlan, story: Story, hide: Hide = masked) -> tuple[tuple[str, bytes], ...]:
    """Name and bytes of each file; `hide` blacks out the sentences of a redacted edition."""
    say = plan.request.language
    own = _hidden(letter(plan, story), hide) if plan.redacted else letter(plan, story)
    made = [
        (f"{_LETTER.say(say)}.docx", letter_docx(own, say, plan.request.today)),
        (f"{_LETTER.say(say)}.txt", _text(letter_text(own))),
    ]
    if plan.request.route in _BESIDE:
        name, file = _BESIDE[plan.request.route]
        text = letter(plan, story, name)
        made.append((f"{file.say(say)}.txt", _text(letter_text(_hidden(text, hide) if plan.redacted else text))))
    made.append((f"{_ROUTE.say(say)}.txt", _text(_route_text(plan))))
    made.append((VERIFY, verify_page(say)))
    return tuple(made)


def verify_page(language: Language) -> bytes:
    """How to verify, in plain words, in both languages, the one asked for first. A page that needs no network."""
    order: tuple[Language, ...] = ("en", "zh") if language == "en" else ("zh", "en")
    parts = "".join(_verify_part(each) for each in order)
    return (
        f'<!doctype html>\n<html lang="{"en" if language == "en" else "zh-CN"}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{html.escape(_words(language)['title'])}</title>\n<style>{_STYLE}</style>\n{parts}</html>\n"
    ).encode()


_STYLE = (
    "body{max-width:42em;margin:2.5em auto;padding:0 1.2em;line-height:1.75;color:#111;background:#fff;"
    "font-family:'Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif}"
    "h1{font-size:1.5em}h2{font-size:1.1em;margin-top:1.8em}"
    "code{background:#f0f0f0;padding:.1em .35em;font-family:Consolas,Menlo,monospace;word-break:break-all}"
    "section+section{margin-top:3.5em;border-top:1px solid #999;padding-top:1em}"
)


@cache
def _verify() -> dict[str, Any]:
    return tomllib.loads(resource("bundle", "verify.toml").read_text(encoding="utf-8"))


def _words(language: Language) -> dict[str, Any]:
    found: dict[str, Any] = _verify()[language]
    return found


def _verify_part(language: Language) -> str:
    words = _words(language)
    chapters = "".join(
        f"<h2>{html.escape(chapter['title'])}</h2>\n" + "".join(_block(text) for text in chapter["text"])
        for chapter in words["chapter"]
    )
    return (
        f'<section lang="{"en" if language == "en" else "zh-CN"}">\n<h1>{html.escape(words["title"])}</h1>\n'
        f"{_block(words['intro'])}{chapters}</section>\n"
    )


def _block(text: str) -> str:
    """A paragraph; what stands between backquotes is a command."""
    pieces = html.escape(text).split("`")
    return "<p>" + "".join(f"<code>{piece}</code>" if n % 2 else piece for n, piece in enumerate(pieces)) + "</p>\n"


def _route_text(plan: BundlePlan) -> str:
    """Who receives it, what else it needs, the time limit that starts, and that it is free."""
    say = plan.request.language
    route = lender_route(plan)
    chapters = (
        (Words("提交对象", "To"), [route.addressed_to(lender_of(plan))]),
        (Words("另需材料", "Also needed"), route.needs),
        (Words("办理期限", "Time limit"), [route.deadline]),
        (Words("说明", "Note"), [route.after]),
    )
    lines = [route.name.say(say), ""]
    for head, said in chapters:
        lines += [f"[{head.say(say)}]", *(f"- {words.say(say)}" for words in said), ""]
    lines.append(f"[{Words('依据', 'Basis').say(say)}]")
    for article in route.rules:
        checked = Words(
            f"{article.name.zh}：{article.text.zh}（{article.source.zh}；核对日期{article.checked_on}）",
            f"{article.name.en}: {article.text.en} ({article.source.en}; checked on {article.checked_on})",
        )
        lines.append(f"- {checked.say(say)}")
    checked = Words(f"渠道信息核对日期：{route.checked_on}", f"Route checked on {route.checked_on}")
    lines += ["", checked.say(say), "", *(notice.text.say(say) for notice in notices().values())]
    return "\n".join(lines) + "\n"


def _hidden(paragraphs: Iterable[Paragraph], hide: Hide) -> tuple[Paragraph, ...]:
    return tuple(replace(p, runs=tuple(replace(run, text=hide(run.text)) for run in p.runs)) for p in paragraphs)


def _text(text: str) -> bytes:
    """With the mark and the line ends that Windows' own editor needs to show Chinese right."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")
