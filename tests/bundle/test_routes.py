"""Routes and law are complete, dated, in both languages, and nothing unverified is among them."""

from __future__ import annotations

import datetime as dt
import re
import tomllib

import pytest

from lehua_desktop.bundle.routes import articles, find_route, notices, routes
from lehua_desktop.core.problems import LehuaError, Problem
from lehua_desktop.resources import resource

LAW = sorted(resource("law").glob("*.toml"))


def test_the_five_routes_are_there() -> None:
    assert {"lender", "bureau", "pboc", "regulator", "court"} <= set(routes())


def test_every_text_is_there_in_both_languages() -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]")
    for words in (
        *(
            w
            for r in routes().values()
            for w in (r.name, r.recipient, r.recipient_unknown, r.deadline, r.after, *r.needs)
        ),
        *(w for a in articles().values() for w in (a.name, a.text, a.source)),
        *(n.text for n in notices().values()),
    ):
        assert chinese.search(words.zh) or words.zh == "{lender}"
        assert words.en
        assert not chinese.search(words.en)


def test_every_item_says_when_it_was_checked_and_where_it_is_from() -> None:
    for article in articles().values():
        assert dt.date(2026, 1, 1) <= article.checked_on
        assert article.source.zh
    for route in routes().values():
        assert route.basis
        assert route.checked_on


@pytest.mark.parametrize("path", LAW, ids=lambda path: path.name)
def test_nothing_unverified_is_in_the_law_files(path: object) -> None:
    text = resource("law", str(path)).read_text(encoding="utf-8")
    assert "unverified" not in text


def test_a_recipient_is_named_where_the_lender_is_known() -> None:
    route = find_route("lender")
    assert route.addressed_to("示例消费金融有限公司").zh == "示例消费金融有限公司"
    assert "{" not in route.addressed_to(None).zh


def test_unknown_route() -> None:
    with pytest.raises(LehuaError) as caught:
        find_route("x")
    assert caught.value.fault.problem == Problem.ROUTE_UNKNOWN


def test_printed_words_have_the_same_keys_in_both_languages() -> None:
    words = tomllib.loads(resource("bundle", "words.toml").read_text(encoding="utf-8"))
    assert words["zh"].keys() == words["en"].keys()
    for key in words["zh"]:
        assert str(words["zh"][key]).count("{}") == str(words["en"][key]).count("{}"), key


def test_templates_use_only_words_that_exist() -> None:
    words = tomllib.loads(resource("bundle", "words.toml").read_text(encoding="utf-8"))
    templates = "".join(path.read_text(encoding="utf-8") for path in resource("bundle").glob("*.typ"))
    assert set(re.findall(r"\bw\.([a-z_]+)", templates)) == set(words["zh"])
