"""Wordings of dates of review as pages write them, and of what only looks like one."""

from __future__ import annotations

import datetime

import pytest

from caveat.analysis import Analysis
from caveat.library import Reading
from caveat.readers import read
from caveat_rules.disclosure.dating import dates_of
from caveat_rules.disclosure.review_date import check as review_date

TODAY = datetime.date(2026, 11, 22)
DATED = (
    "Page last reviewed: 4 March 2024",
    "Last updated 2023-05-01",
    "Last Updated: May 1, 2023",
    "Medically reviewed by Ana Example, MD, on May 3, 2024",
    "Medically reviewed by Ana Example, M.D., Ph.D. on May 3, 2024",
    "Reviewed by Dr. Sam Sample on 3 May 2024",
    "Next review due: 4 March 2027",
    "Content reviewed: May 2022",
    "Content last reviewed: May 2022",
    "This page was last updated on 3 May 2024.",
    "This leaflet was last revised in 05/2023.",
    "Reviewed/Revised Jan 2023",
    "Last full review/revision Jan 2023",
    "Current as of: June 24, 2023",
    "Date last updated: 12 April 2022",
    "Review Date 4/1/2023",
    "Updated: Mar 3, 2024",
    "Updated 14.05.2024",
    "Last Reviewed: 05/2024",
    "Last checked 3rd May 2024",
    "Last modified: Wednesday, 14 May 2024",
    "Page updated 14-May-2024",
    "Fact checked and updated on May 3, 2024",
    "Published: May 1, 2020 Updated: June 3, 2021",
    "Published 1 May 2020 | Last reviewed 3 June 2024",
    "Written by Ana Example. Reviewed 3 June 2024.",
    "By Ana Example, RN Updated June 3, 2024",
    "First published 2019. Revised 2024.",
    "Version 2.1, March 2024",
    "Date of last review: September 2023",
    "Date of next review: September 2027",
    "Information accurate as of 3 May 2024.",
    "This information was checked in May 2024.",
    "Last medical review: 3 May 2024",
    "Latest update: 3 May 2024",
    "Approved by the Cancer Editorial Board, 04/2023",
    "Last edited on 3 May 2024",
    "Reviewed: 2024",
    "Medical review date: 3 May 2024",
    "The content on this page was reviewed in June 2024 by Ana Example, MD.",
    "Content was last reviewed on Jun 3, 2024.",
    "(Last reviewed 3 May 2024)",
    "© 2024 Example Trust. Last reviewed 3 May 2024.",
    "Revision date: 2024/05/03",
    "4 min read Updated May 3, 2024",
)
UNDATED = (
    "© 2024 Example Trust. All rights reserved.",
    "Copyright 2019-2024 Example Health Ltd",
    "Published: 4 March 2024",
    "Published online on 4 March 2024 in the journal Pain.",
    "Posted on May 3, 2024 by Ana",
    "March 4, 2024",
    "By Ana Example, March 4, 2024",
    "Publication date: 4 March 2024",
    "A trial published in 2019 found the same.",
    "The guideline was updated in March 2024.",
    "The FDA updated its warning in May 2024.",
    "Researchers reviewed 20 trials in 2024.",
    "In 2024 a group reviewed the evidence.",
    "The label was revised in October 2024 to add a warning.",
    "Have your blood pressure checked by 3 May 2024.",
    "Your dose should be reviewed in May 2027.",
    "Embargoed until 4 March 2024, 10:00 GMT",
    "LONDON, 4 March 2024 - Inhalers ease asthma, a study finds.",
    "The vaccine was approved in May 2024.",
    "Approved by the FDA in 2024.",
    "Doctors reviewed her case on 3 May 2024.",
    "The study was peer reviewed.",
    "Reviewed and updated by our medical team.",
    "Our editors check each page.",
    "The second edition of the manual came out in 2024.",
    "We keep this page up to date.",
    "Data were collected from 2019 to 2024.",
    "Accessed 3 May 2024",
    "Retrieved on 3 May 2024 from the library.",
    "First published 4 March 2024.",
    "Events: 3 May 2024, town hall",
    "The updated Beers criteria of 2023 list it.",
    "Date: 3 May 2024",
    "It was revised upwards in 2024.",
    "News release issued 4 March 2024",
)


def _reading(line: str) -> Reading:
    text = f"Inhalers ease the swelling of asthma.\n\n{line}\n"
    document = read("page.md", text.encode())
    return Reading(document, Analysis(document))


@pytest.mark.parametrize("line", DATED)
def test_a_date_of_review_is_recognised_however_it_is_written(line: str) -> None:
    dates = dates_of(_reading(line))
    assert len(dates.of("reviewed", "due")) >= 1


@pytest.mark.parametrize("line", UNDATED)
def test_what_is_no_date_of_review_is_not_taken_for_one(line: str) -> None:
    reading = _reading(line)
    assert dates_of(reading).of("reviewed", "due") == []
    assert len(list(review_date.hits(reading, review_date.options(), TODAY))) == 1
