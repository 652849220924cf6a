"""Wordings of who paid and of disclaimers as pages write them, and of what only looks like one."""

from __future__ import annotations

import pytest

from caveat.analysis import Analysis, Sentence
from caveat.readers import read
from caveat_rules.disclosure.conflict_sponsor import statement_of_interests
from caveat_rules.disclosure.medical_disclaimer import is_disclaimer

FUNDED = (
    "This work was supported by a grant from the National Institutes of Health.",
    "The study was funded by the Medical Research Council.",
    "Funded in part by Acme Pharma.",
    "The research was funded in part by NIH grant R01 MH12345 and the Smith Foundation.",
    "Funding for the trial came from the drug's manufacturer.",
    "Funding was provided by the National Cancer Institute.",
    "Funding: None.",
    "Funding/Support: This study was supported by AstraZeneca.",
    "The authors declare no competing interests.",
    "The authors declare that they have no conflict of interest.",
    "The authors report no conflicts of interest.",
    "Conflict of Interest Disclosures: None reported.",
    "Disclosure: Dr. Smith has received fees from Pfizer.",
    "Disclosures: None.",
    "Dr Jones has received speaker fees from Novartis and Roche.",
    "Dr. Lee reported receiving grants from Amgen during the conduct of the study.",
    "Two of the authors are employees of Merck.",
    "She serves as a consultant to Medtronic, which makes the device.",
    "He is on the advisory board of Acme Therapeutics.",
    "This article is sponsored by Acme Health.",
    "Sponsored content",
    "This post contains a paid partnership with Acme.",
    "The trial was sponsored by Eli Lilly.",
    "Lilly, which makes the drug, paid for the study.",
    "The study received no external funding.",
    "We received no funding for this article.",
    "No one paid us to write this page.",
    "We do not accept advertising on this site.",
    "This page is funded by donations from our readers.",
    "The National Institute on Aging supported the study.",
    "The NIH funded this research.",
    "The study was financed by the Danish Heart Foundation.",
    "Supported by an unrestricted educational grant from Bayer.",
    "The researchers have no financial ties to the company.",
    "The authors had no relevant financial relationships to disclose.",
    "Neither author has anything to disclose.",
    "The funders had no role in the design of the study.",
    "The work was backed by funding from the Gates Foundation.",
    "Financial support was received from the Wellcome Trust.",
    "The company that makes the vaccine sponsored the trial.",
    "Dr Patel owns stock in the company that developed the test.",
    "The authors hold a patent on the method.",
    "One author has consulted for Sanofi.",
    "With support from the British Heart Foundation, the team followed 400 adults.",
    "The industry-funded study compared two drugs.",
    "We are a private clinic that sells ketamine infusions.",
    "This research was made possible by a gift from the Jones family.",
    "The project was carried out with funding from the European Union's Horizon 2020 programme.",
    "Competing interests: None declared.",
    "Grant Number: K23 HL098765",
    "Potential conflicts of interest were not reported.",
    "The study's authors disclosed ties to several drug companies.",
    "The study was led by researchers employed by the manufacturer.",
    "It was paid for by the maker of the device.",
    "The author has no financial interest in any product named here.",
    "ClinicalTrials.gov: NCT0123. Sponsor: Acme Biotech.",
    "Both researchers are paid consultants for Acme Inc.",
    "The work was funded through a National Science Foundation award.",
    "The research was supported by the Alzheimer's Association.",
    "Some of the researchers reported financial relationships with drugmakers.",
)
NOT_FUNDED = (
    "Your care may be paid for by Medicare.",
    "Ask whether the study was funded by the company.",
    "Many employers offer employer-sponsored health plans.",
    "The claim is supported by evidence from three trials.",
    "These findings are supported by earlier studies.",
    "Wear a bra that is supported by wide straps.",
    "The joint is supported by ligaments and muscles.",
    "The clinic is funded by the county and offers free tests.",
    "Low-income patients may get financial help from the state.",
    "Talking it over can settle a conflict with your partner.",
    "It is in your best interest to stop smoking.",
    "You may lose interest in sex or hobbies.",
    "Veterans can get a grant to change their home.",
    "If you received compensation from VA, call us.",
    "The NHLBI supports research on asthma.",
    "Clinical trials are sponsored by the government and by drug companies.",
    "She was granted leave to recover.",
    "The price of the drug went up, and shares in the company fell.",
    "Results may vary.",
    "Your doctor may charge a fee for the letter.",
    "Do you have a conflict of interest?",
    "People with depression show no interest in food.",
    "He disclosed his diagnosis to his boss.",
    "Patients should disclose all medicines to the doctor.",
    "The support group is run by nurses.",
    "Support from family helps you cope.",
    "The stockings give support from the ankle to the knee.",
    "You can receive payments by cheque.",
    "Advertisement",
    "Disclosure of abuse can take years.",
)
DISCLAIMERS = (
    "The information on this page is not a substitute for professional medical advice.",
    "This content is for informational purposes only and does not constitute medical advice.",
    "This site is designed for educational purposes only and is not engaged in rendering medical advice.",
    "Always seek the advice of your doctor; this page is no replacement for it.",
    "Nothing here should be taken as medical advice.",
    "This article does not provide medical advice.",
    "We do not provide medical advice, diagnosis or treatment.",
    "The content is not intended to be a substitute for professional medical advice, diagnosis, or treatment.",
    "This leaflet does not replace the advice of your doctor or nurse.",
    "It is general information and not personal medical advice.",
    "The material is for general information only.",
    "This website is not meant to replace a visit to your health care provider.",
    "Reading this page does not create a doctor-patient relationship.",
    "This information is not intended to replace the medical advice of your doctor.",
    "Content on this website is provided for information purposes only.",
    "The information provided should not be used for diagnosing or treating a health problem.",
    "This blog is not medical advice.",
    "Medical disclaimer: the content is for information and is not advice.",
    "Our articles are not a replacement for seeing a doctor.",
    "This factsheet is for guidance only and does not replace clinical judgment.",
    "This guide is no substitute for talking with your own pharmacist.",
    "Do not rely on this page as a substitute for medical advice.",
    "Do not use this information to diagnose or treat yourself.",
    "The information is not a replacement for individual medical advice.",
    "This video is educational only and cannot replace your doctor.",
    "It should not be used in place of advice from a professional.",
    "This is general advice and may not apply to you; it does not replace your care team.",
    "None of the information constitutes medical advice.",
    "You should not rely on this information instead of seeking medical advice.",
    "Information here is meant to support, not replace, the relationship between you and your doctor.",
    "We cannot give advice on your own case; this is general information only.",
    "This page is intended for general education and not as medical advice.",
)
NO_DISCLAIMERS = (
    "Ask your doctor for advice.",
    "Always follow the advice of your doctor.",
    "Only a doctor can make a diagnosis.",
    "Supplements do not replace a balanced diet.",
    "This product is not intended to diagnose, treat, cure or prevent any disease.",
    "Insulin replaces the hormone that the body lacks.",
    "The drug is not a substitute for exercise.",
    "Seek medical advice at once if your face swells.",
    "The doctor will give you advice on diet.",
    "Hip replacement is not for everyone.",
    "This information was reviewed by a nurse.",
    "For more information, call the clinic.",
    "The study was for information on doses.",
    "There is no substitute for sleep.",
    "Talk to your pharmacist before you take it.",
    "A second opinion may help you decide.",
    "Your doctor may replace the tablet with a patch.",
    "The test does not give a diagnosis by itself.",
    "Do not stop the drug without advice from your doctor.",
    "Education helps people with asthma.",
    "The leaflet in the box lists all side effects.",
    "Get medical help right away.",
    "The content of salt is low.",
    "Use only as directed.",
    "The purpose of the trial was to compare two doses.",
    "Relationships can suffer from chronic pain.",
    "Guidance on diet is given at each visit.",
    "This treatment is for adults only.",
    "It is not known how the drug works.",
    "Advice on exercise is given in chapter two.",
)


def _analysis(line: str) -> Analysis:
    return Analysis(read("page.md", f"Researchers found that inhalers ease asthma.\n\n{line}\n".encode()))


def _sentences(line: str) -> tuple[Sentence, ...]:
    return _analysis(line).sentences


@pytest.mark.parametrize("line", FUNDED)
def test_a_statement_of_who_paid_or_gains_is_recognised(line: str) -> None:
    assert statement_of_interests(_analysis(line), of_study=True) is not None


@pytest.mark.parametrize("line", NOT_FUNDED)
def test_what_says_nothing_of_who_paid_is_not_taken_for_it(line: str) -> None:
    assert statement_of_interests(_analysis(line), of_study=True) is None


@pytest.mark.parametrize("line", DISCLAIMERS)
def test_a_disclaimer_is_recognised_however_it_is_worded(line: str) -> None:
    assert any(is_disclaimer(sentence.folded) for sentence in _sentences(line))


@pytest.mark.parametrize("line", NO_DISCLAIMERS)
def test_what_is_no_disclaimer_is_not_taken_for_one(line: str) -> None:
    assert not any(is_disclaimer(sentence.folded) for sentence in _sentences(line))
