"""Five invented months, played once for all tests of this folder.

`played`   what is left of them: people and codes;  `desk(handle)`   somebody's desk today
`lived`    the engine of their database, which tests only read
"""

from datetime import UTC, datetime

import pytest

from reporting.demonstration.story import play
from reporting.store.engine import open_engine

NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)  # noon in Vancouver


@pytest.fixture(scope="session")
def story(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('story') / 'story.db'}"
    return url, play(url, NOW)


@pytest.fixture
def played(story):
    return story[1]


@pytest.fixture
def lived(story):
    engine = open_engine(story[0], "review")
    yield engine
    engine.dispose()


@pytest.fixture
def desk(played, lived):
    return lambda handle="ada": played.founded.desk(lived, handle, NOW)
