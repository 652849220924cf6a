"""How news releases, journals, clinics and shops say who paid and who gains, and what only sounds like it."""

from __future__ import annotations

import datetime

import pytest

from caveat.analysis import Analysis
from caveat.library import Reading
from caveat.readers import read
from caveat_rules.disclosure.conflict_sponsor import check as conflict_sponsor
from caveat_rules.disclosure.conflict_sponsor import statement_of_interests

TODAY = datetime.date(2026, 11, 22)
TOLD = (
    "Funding: The work was supported by the Swedish Research Council and Region Skåne.",
    "This research was funded by grants from the National Institutes of Health (R01AG045571, P30AG10161).",
    "The trial was funded by Novo Nordisk, the maker of semaglutide.",
    "Novo Nordisk funded the trial and supplied the drug.",
    "The study was conducted in collaboration with, and paid for by, Roche.",
    "Support for this study was provided by the Robert Wood Johnson Foundation.",
    "Financial support came from Cancer Research UK.",
    "The research received support from the Canadian Institutes of Health Research.",
    "The study received funding from the European Research Council.",
    "Major funding was provided by the NHLBI.",
    "The work was made possible by a donation from the Smith family.",
    "Disclosure: Dr. Park reports consulting fees from Pfizer and Lilly.",
    "Dr. Park reports consulting fees from Pfizer and Lilly outside the submitted work.",
    "Disclosures: Smith has stock in Acme. No other authors reported conflicts.",
    "Author disclosures are available at the journal's website.",
    "Disclosures are listed with the article.",
    "Conflicts of interest: the authors declare none.",
    "COI: None.",
    "Declaration of interests: JS has received speaker honoraria from AstraZeneca.",
    "Competing interest statement: The authors have filed a patent application.",
    "Smith and Lee are co-founders of NeuroCo, which has licensed the technology.",
    "Lee is a co-inventor on a patent held by the university.",
    "The university has licensed the device to Acme Medical.",
    "The university holds patents on the technology, and Lee may receive royalties.",
    "Several authors are employees and shareholders of GSK.",
    "None of the researchers has financial ties to the makers of the drugs.",
    "The researchers declare no conflicts.",
    "The authors had nothing to disclose.",
    "Neither the sponsor nor the funder had any part in the analysis.",
    "Sponsor: Acme Therapeutics",
    "The company sponsored the phase 3 trial.",
    "ACME-301 is a phase 3 trial sponsored by Acme Therapeutics.",
    "This release is issued by Acme Pharma, the maker of the drug.",
    "Acme, the company developing the therapy, ran the trial.",
    "The project has been supported by the Wellcome Trust since 2018.",
    "Her laboratory is funded by the Simons Foundation.",
    "Dr. Ortiz's work is supported by an NIH K08 award.",
    "The registry is supported by an unrestricted grant from Bayer.",
    "It was carried out with the financial support of the Ministry of Health.",
    "The study was commissioned by the Department of Health.",
    "The charity Versus Arthritis, which funded the study, said that more work was needed.",
    "Professor Hill of the charity that funded the research said it was a step forward.",
    "Arthritis UK, who part-funded the research, welcomed the findings.",
    "The team thanks the National Science Foundation for its support.",
    "This material is based upon work supported by the National Science Foundation under Grant No. 1234567.",
    "We get a commission if you buy through links on this page.",
    "As an Amazon Associate we earn from qualifying purchases.",
    "This page contains affiliate links.",
    "We may earn a commission from links on this page.",
    "We are funded by reader donations and take no money from drug companies.",
    "The clinic is owned by Dr. Smith, who also makes the supplements.",
    "This article was paid for by Acme Health.",
    "In partnership with Acme Health",
    "Presented by Acme Health",
    "Sponsored",
    "The editors have no financial relationship with the manufacturers mentioned.",
    "We have no commercial relationship with any company named here.",
    "Our work is funded by the Scottish Government.",
    "HealthSite is a registered charity funded by donations.",
    "The vaccine trial was funded by the government.",
    "The screening study was paid for by the hospital.",
)
SILENT = (
    "The study was supported by strong statistics.",
    "The finding is supported by two earlier trials.",
    "Support groups meet on Tuesdays.",
    "Ask the clinic who pays for the treatment.",
    "The operation is funded by the NHS for those who qualify.",
    "Medicare pays for one visit a year.",
    "We accept most insurance plans, and financing is available.",
    "Interest-free finance is available.",
    "The drug is made by Acme.",
    "The researchers followed 400 people for ten years.",
    "The study appeared in the journal Pain.",
    "The lead author is a professor of medicine at the university.",
    "The trial was approved by the ethics committee.",
    "The trial was registered before it began.",
    "More funding is needed for mental health care.",
    "She called on the government to fund more nurses.",
    "The charity calls for more research funding.",
    "Cuts in funding have closed two clinics.",
    "Lack of funding is the main barrier.",
    "The clinic offers free consultations.",
    "Our team has no hidden agenda.",
    "He reported pain in both knees.",
    "She reports feeling better since the infusion.",
    "Patients reported no side effects.",
    "Doctors disclosed the results to the family.",
    "The report discloses side effects in 3% of patients.",
    "There was no difference between the groups.",
    "The supplement supports your immune system.",
    "Compression stockings support the leg.",
    "The company plans a larger trial next year.",
    "The researchers received the samples by post.",
    "Participants received 500 dollars.",
    "Each participant was paid for travel.",
    "The therapy costs $400,000.",
    "Shares of the company rose 5% after the news.",
    "The company announced results of its trial today.",
    "It is in the public interest to vaccinate.",
    "There is growing interest in the therapy.",
    "The hospital is the largest in the state.",
    "Conflict at home can raise stress.",
    "We respect your privacy and never sell your data.",
    "Contact: Jane Doe, press office.",
    "Your donation helps us to help others.",
    "Donate now to support our work.",
    "Funding for your chair may come from the council.",
)


def _analysis(line: str) -> Analysis:
    return Analysis(read("page.md", f"Researchers found that inhalers ease asthma.\n\n{line}\n".encode()))


@pytest.mark.parametrize("line", TOLD)
def test_who_paid_or_gains_is_recognised_in_a_news_release(line: str) -> None:
    assert statement_of_interests(_analysis(line), of_study=True) is not None


@pytest.mark.parametrize("line", SILENT)
def test_what_tells_of_no_funding_or_interest_is_not_taken_for_it(line: str) -> None:
    assert statement_of_interests(_analysis(line), of_study=True) is None


RELEASE = """\
Inhaler halves attacks of asthma, trial finds

LEEDS, 4 March 2026 - A new inhaler halved attacks of asthma in a trial of 300 adults, researchers report.

The trial appears today in a medical journal. "We are delighted," said the lead author.
{line}
"""


@pytest.mark.parametrize("name", ["release.txt", "release.md", "release.html"])
@pytest.mark.parametrize(
    ("line", "findings"),
    [("The team plans a larger trial.", 1), ("Funding: none.", 0), ("The maker of the inhaler paid for the trial.", 0)],
)
def test_a_news_release_is_asked_who_paid_in_any_format(name: str, line: str, findings: int) -> None:
    text = RELEASE.format(line=line)
    if name.endswith(".html"):
        text = "<html><body>" + "".join(f"<p>{one}</p>" for one in text.splitlines() if one) + "</body></html>"
    document = read(name, text.encode())
    reading = Reading(document, Analysis(document))
    assert len(list(conflict_sponsor.hits(reading, conflict_sponsor.options(), TODAY))) == findings
