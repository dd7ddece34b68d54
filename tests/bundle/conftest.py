"""One full, one English and one redacted bundle of the made case, written once for all tests that read them."""

from __future__ import annotations

import pytest

from lehua_desktop.bundle.write import Bundle, write_bundle
from tests.bundle.made import made_case


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return write_bundle(made_case(), tmp_path_factory.mktemp("full"))


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return write_bundle(made_case("en", route="court"), tmp_path_factory.mktemp("english"))


@pytest.fixture(scope="session")
def redacted(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return write_bundle(made_case(edition="redacted"), tmp_path_factory.mktemp("redacted"))
