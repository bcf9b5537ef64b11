"""One form for all spellings of a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konfluenz.ground.folding import fold, likeness, plain_words, umlauts_folded


@pytest.mark.parametrize(
    ("spellings", "folded"),
    [
        (["Häuser", "haeuser", "HAUSER", "HÄUSER", "Häuser"], "hauser"),
        (["Straße", "STRASSE", "strasse", "STRAẞE"], "strasse"),
        (["Müller", "Mueller", "MULLER"], "muller"),
        (["Øyvind", "Oeyvind", "Öyvind", "oyvind"], "oyvind"),
        (["Łukasz", "Lukasz"], "lukasz"),
        (["Đorđe", "Dorde"], "dorde"),
        (["İzmir", "IZMIR", "izmir", "ızmır"], "izmir"),
        (["Çağlar Şahin", "Caglar Sahin"], "caglar sahin"),
        (["O’Brien", "O'Brien", "OBrien"], "obrien"),
        (["Мар'яна", "Мар’яна", "Марʼяна"], "маряна"),
        (["Фёдор", "Федор"], "федор"),
        (["Ґонта", "Гонта"], "гонта"),
        (["Андрей", "АНДРЕЙ"], "андреи"),
        (["أحمد", "احمد", "آحمد", "ٱحمد"], "احمد"),
        (["مُحَمَّد", "محـمد", "محمد"], "محمد"),
        (["فاطمة", "فاطمه"], "فاطمه"),
        (["مصطفى", "مصطفي", "مصطفی"], "مصطفي"),
        (["مؤمن", "مومن"], "مومن"),
        (["کریم", "كريم"], "كريم"),
        (["می‌خواهم", "میخواهم"], "ميخواهم"),
        (["۱۲٣", "123"], "123"),
        (["AWO-Kreisverband (e.V.)", "awo kreisverband e v"], "awo kreisverband e v"),
        (["ﬁliale", "Filiale"], "filiale"),
    ],
)
def test_spellings_of_one_word_fold_alike(spellings, folded):
    assert {fold(spelling) for spelling in spellings} == {folded}


def test_nothing_but_signs_folds_to_nothing():
    assert fold(" – „…“ %_ ") == ""


def test_plain_words_keep_the_written_vowels():
    assert plain_words("Neueröffnung Quelle") == ["neueroffnung", "quelle"]
    assert [umlauts_folded(word) for word in plain_words("Quelle")] == ["qulle"]


@given(st.text())
def test_folding_twice_changes_nothing_and_leaves_words_only(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == " ".join(folded.split())


def test_likeness_of_slips():
    assert likeness("haus", "haus") == 1.0
    assert likeness("muler", "muller") == pytest.approx(5 / 8)
    assert likeness("haus", "boot") == 0.0
