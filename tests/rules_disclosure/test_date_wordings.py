"""Dates of review in bylines, leaflets, corrections and metadata; and datelines, studies and agencies, which are none."""

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
    "Last reviewed by a medical professional on 4 March 2024",
    "Medically reviewed on March 4, 2024 — Written by Ana Example",
    "Medically Reviewed by Ana Example, MD on March 4, 2024",
    "Reviewed by: Ana Example, MD, March 2024",
    "Reviewed 03/04/2024",
    "Review date: March 2024",
    "Reviewed: March 4th, 2024",
    "Last reviewed March 2024; due for review March 2027",
    "Date reviewed: 04 Mar 2024",
    "Date of review: 2024-03-04",
    "Date of next review March 2027",
    "Next planned review: 03/2027",
    "Review due: March 2027",
    "This page was last reviewed on 4 March 2024",
    "Page last reviewed: 04/03/2024 Next review due: 04/03/2027",
    "Last updated on Mar 4, 2024",
    "Updated on 4 March 2024",
    "Updated: March 4, 2024 10:15 AM ET",
    "Updated March 4, 2024, 10:15 a.m.",
    "UPDATED 4/3/24",
    "Last update: 4 March 2024",
    "Last Updated: 3/4/2024",
    "This page was updated in March 2024.",
    "Content updated March 2024",
    "Information last updated: March 2024",
    "Last modified on March 4, 2024",
    "Modified: 2024-03-04",
    "Page last modified: 4 March 2024",
    "Last edited 4 March 2024",
    "Revised March 2024",
    "Revised: 03/2024",
    "Last revised: March 4, 2024",
    "Leaflet revised: March 2024",
    "This leaflet was last revised in 03/2024",
    "Version 3, reviewed March 2024",
    "Version: 2.0 Date: March 2024 Review date: March 2027",
    "Fact-checked March 4, 2024",
    "Fact checked by Ana Example on 4 March 2024",
    "Clinically reviewed March 2024",
    "Clinical review: Dr Ana Example, 4 March 2024",
    "Current as of: March 4, 2024",
    "Information current as of March 2024",
    "Accurate as of March 4, 2024",
    "Evidence last checked: March 2024",
    "The evidence is up to date to March 2024.",
    "Search date: March 2024. This review is current to March 2024.",
    "We last checked this information on 4 March 2024.",
    "Our doctors last checked this page on 4 March 2024.",
    "Dr. Ana Example reviewed this page in March 2024.",
    "This article has been reviewed by Ana Example, MD (March 4, 2024).",
    "Published: January 2, 2023 | Updated: March 4, 2024",
    "Originally published January 2, 2023; updated March 4, 2024.",
    "Posted January 2, 2023 (updated March 4, 2024)",
    "By Ana Example | Updated Mar 4, 2024 | 5 min read",
    "By Ana Example Medically reviewed by Sam Sample, MD Updated on March 04, 2024",
    "Editor's note: this story was updated on March 4, 2024.",
    "This story was corrected on 4 March 2024.",
    "Issued: March 2021. Review: March 2024.",
    "Produced March 2021. Reviewed March 2024.",
    "Last verified: March 2024",
    "Reaffirmed March 2024",
)
UNDATED = (
    "NEWS RELEASE 4-MAR-2024",
    "PUBLIC RELEASE: 4-Mar-2024",
    "EMBARGOED FOR RELEASE: Monday, 4 March 2024",
    "For immediate release: March 4, 2024",
    "LEEDS, England (March 4, 2024) - A new inhaler halved attacks.",
    "CHICAGO — March 4, 2024 — A new inhaler halved attacks.",
    "March 4, 2024 / 10:15 AM",
    "4 March 2024",
    "Published March 4, 2024",
    "Published: Mon 4 Mar 2024 10.15 GMT",
    "Published online 4 March 2024",
    "Article publication date: 4-Mar-2024",
    "Posted on March 4, 2024",
    "Posted Mar 4, 2024 by Ana Example",
    "Date: March 4, 2024",
    "Source: University of Leeds. Date: March 4, 2024.",
    "Copyright © 2024 Example Trust",
    "© 2019-2024 All rights reserved",
    "Last accessed 4 March 2024",
    "Accessed March 4, 2024.",
    "The study, published March 4 in the journal Pain, followed 300 adults.",
    "The paper was published on 4 March 2024 in The Lancet Example.",
    "A review published in March 2024 pooled ten trials.",
    "The peer-reviewed study appeared on March 4, 2024.",
    "The guidelines were last updated in March 2024.",
    "The FDA updated the label in March 2024.",
    "The agency reviewed the data on March 4, 2024.",
    "The panel will review the drug on March 4, 2027.",
    "The committee reviewed 300 reports in 2024.",
    "The FDA is due to decide by March 4, 2027.",
    "The drug was approved on March 4, 2024.",
    "The trial was registered in March 2024.",
    "The trial began in March 2024 and was completed in May 2025.",
    "Patients were checked again in March 2024.",
    "Get your blood pressure checked by March 2027.",
    "Flu jabs for 2024 have been updated.",
    "The vaccine was updated in 2024 to match new strains.",
    "Revised criteria from 2024 are used.",
    "A revised edition of the guide came out in 2024.",
    "Next appointment: 4 March 2027",
    "Offer valid until 4 March 2027",
    "Prices correct as of March 2024",
    "Open since March 2024",
    "Founded in 2004",
    "Our reviews: 4.9 stars (March 2024)",
    "Reviewed in the United States on March 4, 2024",
    "Tickets must be checked in by 4 March 2027.",
    "This study was conducted from March 2022 to March 2024.",
    "Our team updates this page regularly.",
    "Reviewed by our clinical team",
    "Last updated:",
    "Last reviewed: recently",
    "Terms updated: see our policy",
)
HEADS = (
    '<meta property="article:modified_time" content="2024-03-04T10:00:00Z">',
    '<meta name="last-modified" content="2024-03-04">',
    '<meta name="DC.date.modified" content="2024-03-04">',
    '<meta property="og:updated_time" content="2024-03-04T10:00:00Z">',
    '<meta name="last-reviewed" content="2024-03-04">',
    '<script type="application/ld+json">{"@type": "MedicalWebPage", "lastReviewed": "2024-03-04"}</script>',
    '<script type="application/ld+json">{"@graph": [{"@type": "Article", "dateModified": "2024-03-04"}]}</script>',
)
NO_DATES = (
    '<meta property="article:published_time" content="2024-03-04T10:00:00Z">',
    '<meta name="citation_publication_date" content="2024/03/04">',
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-04"}</script>',
    '<meta name="copyright" content="2024 Example Trust">',
)
TIMES = (
    '<p>Last updated <time datetime="2024-03-04">4 March</time></p>',
    '<p>Page last reviewed: <time datetime="2024-03-04">4 March 2024</time></p>',
    '<p><span itemprop="dateModified" content="2024-03-04">4 March</span></p>',
)


def _reading(line: str) -> Reading:
    document = read("page.md", f"Inhalers ease the swelling of asthma.\n\n{line}\n".encode())
    return Reading(document, Analysis(document))


def _page(head: str, body: str = "") -> Reading:
    text = f"<html><head>{head}</head><body><p>Inhalers ease the swelling of asthma.</p>{body}</body></html>"
    document = read("page.html", text.encode())
    return Reading(document, Analysis(document))


def _findings(reading: Reading) -> int:
    return len(list(review_date.hits(reading, review_date.options(), TODAY)))


@pytest.mark.parametrize("line", DATED)
def test_a_date_of_review_is_read(line: str) -> None:
    assert dates_of(_reading(line)).of("reviewed", "due") != []
    assert _findings(_reading(line)) == 0


@pytest.mark.parametrize("line", UNDATED)
def test_a_date_of_something_else_is_no_date_of_review(line: str) -> None:
    assert dates_of(_reading(line)).of("reviewed", "due") == []
    assert _findings(_reading(line)) == 1


@pytest.mark.parametrize("head", HEADS)
def test_a_date_in_the_metadata_of_a_page_counts(head: str) -> None:
    assert _findings(_page(head)) == 0


@pytest.mark.parametrize("head", NO_DATES)
def test_a_date_of_publication_in_the_metadata_does_not_count(head: str) -> None:
    assert _findings(_page(head)) == 1


@pytest.mark.parametrize("body", TIMES)
def test_a_date_in_an_element_for_times_counts(body: str) -> None:
    assert _findings(_page("", body)) == 0
