"""Rules 3 and 4, in both languages: what is a time or a day, and what is none."""

import pytest

from reporting.domain.redaction_when import check_clock, check_date

CLOCKS = """
He came at 3pm.|3pm
At ٣:٣٠ pm.|٣:٣٠ pm
Vers 1530h.|1530h
At 3 30 he left.|At 3 30
À 15 30 environ.|À 15 30
Around 10:40 pm he left.|10:40 pm
At 15h30.|15h30
at half past two|half past two
quarter to nine|quarter to nine
twenty past 1|twenty past 1
around midnight|midnight
at noon|noon
two o'clock|two o'clock
three in the morning|three in the morning
at ten, on a weekend|at ten
at 0230 hours|0230 hours
five-ish|five-ish
between nine and ten|between nine and ten
from 8 to 9 pm|9 pm
at ６ pm|６ pm
à 15 h|15 h
vers quinze heures|quinze heures
à deux heures et demie|deux heures et demie
à minuit|minuit
à midi|midi
à trois heures du matin|trois heures du matin
vers dix heures|vers dix heures
il était six heures|etait six heures
à huit heures moins le quart|huit heures moins le quart
à vingt-trois heures|vingt-trois heures
entre 8 et 9 h|entre 8 et 9 h
"""
NO_CLOCKS = """
Held her for two hours.
About 20 30 minute calls.
Pendant deux heures.
Retenue pendant 15 h.
Deux heures plus tard, il est revenu.
En après-midi et en soirée.
In the afternoon, late at night.
A midnight blue car.
Une voiture bleu minuit.
Call at any time, 24 hours a day.
He is about 40.
At least two times, at one point.
Around ten minutes, about six dollars.
Up to ten times a day.
Taille d'environ 1,75 m.
At two addresses and from six workers.
Three reports in the morning paper.
Disponible 24 heures sur 24.
"""
DATES = """
on 12 March|12 March
on ١٢/٣/٢٠٢٦|١٢/٣/٢٠٢٦
the day before Easter|day before Easter
March 12th|March 12th
the 3rd of May|3rd of May
May 3, 2026|May 3
2026-05-03|2026-05-03
03/05/2026|03/05/2026
3/5|3/5
last Tuesday|Tuesday
on Friday night|Friday
yesterday|yesterday
last night|last night
on the 14th|on the 14th
the twelfth of March|twelfth of March
two days ago|two days ago
on Christmas Eve|Christmas Eve
Canada Day|Canada Day
Sat night|Sat night
le 3 mai|3 mai
le premier juin|le premier juin
le 1er juillet|1er juillet
mardi dernier|mardi
hier soir|hier
avant-hier|avant-hier
le douze mars|le douze mars
il y a deux jours|il y a deux jours
la veille de Noël|veille de Noël
le jour de l'An|jour de l'An
aujourd'hui|aujourd'hui
ce matin|ce matin
"""
NO_DATES = """
In early March, in mid-May 2026.
Début mars, à la mi-mai.
He may 100 % lie.
Every Friday and on weekends.
Tous les vendredis, la fin de semaine.
He visits Fridays.
For the 3rd time, the second man.
This week.
Cette semaine.
It happened in 2026.
Une marche vers le marché.
Pays 12 dollars or 1/2 price.
A 2019 van.
"""


def pairs(table):
    return [tuple(line.split("|")) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("sentence", "excerpt"), pairs(CLOCKS))
def test_a_clock_time_is_found_whole(read, sentence, excerpt):
    found = [read(f.excerpt).folded for f in check_clock(read(sentence))]
    assert any(read(excerpt).folded in text for text in found), found


@pytest.mark.parametrize("sentence", NO_CLOCKS.strip().splitlines())
def test_a_duration_or_part_of_the_day_may_stay(read, sentence):
    assert list(check_clock(read(sentence))) == []


@pytest.mark.parametrize(("sentence", "excerpt"), pairs(DATES))
def test_an_exact_day_is_found_whole(read, sentence, excerpt):
    found = [read(f.excerpt).folded for f in check_date(read(sentence))]
    assert any(read(excerpt).folded in text for text in found), found


@pytest.mark.parametrize("sentence", NO_DATES.strip().splitlines())
def test_a_month_a_year_and_a_habit_may_stay(read, sentence):
    assert list(check_date(read(sentence))) == []
