"""Plant and measure: no direct identifier survives, and clean summaries mostly pass.

`python bench/redaction.py` prints the figures.
"""

import sys
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location

import pytest


@pytest.fixture(scope="module")
def bench(request):
    path = request.config.rootpath / "bench" / "redaction.py"
    spec = spec_from_file_location("bench_redaction", path)
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(scope="module")
def outcomes(bench):
    return bench.measure_plants()


def test_many_drafts_of_every_class_are_planted_in_both_languages(bench, outcomes):
    counted = Counter((o.plant.kind, o.plant.language) for o in outcomes)
    kinds = {kind for kind, _ in counted}
    assert kinds >= bench.DIRECT
    assert len(outcomes) > 3_000
    assert all(counted[kind, language] >= 10 for kind in kinds for language in ("en", "fr"))


def test_no_direct_identifier_survives(bench, outcomes):
    survivors = [o for o in outcomes if o.survived and o.plant.kind in bench.DIRECT]
    assert survivors == []


def test_times_days_places_copied_words_and_first_persons_do_not_survive(bench, outcomes):
    survivors = [o for o in outcomes if o.survived and o.plant.kind not in bench.DIRECT]
    assert survivors == []


@pytest.mark.parametrize("held_out", [False, True])
def test_sentences_written_in_a_hurry_do_not_survive(bench, held_out):
    assert [found for found in bench.measure_wild(held_out=held_out) if found[-1]] == []


@pytest.mark.parametrize("held_out", [False, True])
def test_false_alarms_stay_rare(bench, held_out):
    clean = bench.measure_clean(held_out=held_out)
    blocked = [(text, found.blocks) for _, text, found in clean if found and found.blocks]
    warned = [(text, found.warnings) for _, text, found in clean if found and found.warnings]
    assert len(clean) >= 37
    assert len(blocked) <= len(clean) * 0.03, blocked
    assert len(warned) <= len(clean) * 0.06, warned
