import pickle
import string

import pytest

from lehua_desktop.core.problems import WORDS, LehuaError, Problem


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_has_words_in_both_languages(problem: Problem) -> None:
    words = WORDS[problem]
    assert words.zh.endswith("。")
    assert words.en.endswith(".")
    assert places(words.zh) == places(words.en)


def test_an_error_keeps_its_details_on_the_way_home_from_a_worker() -> None:
    error = LehuaError(Problem.PICTURE_TOO_LARGE, width=30000, height=30000)
    back = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert back.fault == error.fault
    assert "30000 × 30000" in back.fault.words.zh
