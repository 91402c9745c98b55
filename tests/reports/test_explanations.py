"""Every word that a reporter can be told is explained, and says what comes next."""

import pytest
from django.utils.translation import override

from reports.explanations import meaning_of, next_for
from reports.models import Report
from reports.states import StatusWord


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("word", StatusWord.values)
def test_a_status_says_what_it_means_and_what_comes_next(word, language):
    report = Report(status_word=word)
    with override(language):
        told = [str(meaning_of(report)), str(next_for(report))]
    assert all(told)
    assert told[0] != told[1]
