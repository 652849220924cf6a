"""In whatever words a text says that a treatment can do harm, it is seen; what only sounds like it is not."""

from __future__ import annotations

import pytest

from caveat.document import fold
from caveat_rules.balance.harms import tells_of_harm

TOLD = (
    "Side effects include nausea and a dry mouth.",
    "Common side-effects are listed in the leaflet.",
    "Adverse events were reported by 12 of 80 participants.",
    "Serious adverse drug reactions have been seen.",
    "Complications are uncommon but can be serious.",
    "The complications of surgery include bleeding.",
    "Some patients had allergic reactions.",
    "The drug was stopped early because of liver toxicity.",
    "Six people dropped out because of nausea.",
    "Three participants withdrew due to side effects.",
    "The injection may cause bruising.",
    "Headache was common in the treated group.",
    "You may feel sick for a day or two after the infusion.",
    "Your face may be red and sore for some days.",
    "Your skin may look pink and feel tight after the peel.",
    "Expect soreness for a few days.",
    "There may be a little swelling.",
    "Bruising and swelling are usual for a week.",
    "Clots occur in fewer than 1 in 100.",
    "Sensitivity is normal and settles in a day or two.",
    "Infection, dislocation and clots remain the chief risks.",
    "Rarely, an eyelid may droop after the treatment.",
    "The injections hurt.",
    "The cream can burn the skin.",
    "It is not suitable if you are pregnant.",
    "Not suitable for people with epilepsy.",
    "Not for children under 12.",
    "You should not take it with alcohol.",
    "People with heart failure should not use the sauna.",
    "Do not drive after the treatment.",
    "Don't take this medicine if you have kidney disease.",
    "Never mix it with sedatives.",
    "If you have a pacemaker, please don't book this treatment.",
    "Tell your doctor if you are pregnant or take blood thinners.",
    "Ask your pharmacist before you start if you take warfarin; it interacts with many medicines.",
    "It is contraindicated in severe liver disease.",
    "Women who are breastfeeding should ask first.",
    "The label carries a boxed warning.",
    "The agency warned of heart problems.",
    "Risks include infection and bleeding.",
    "As with any operation, there are some risks.",
    "Talk with your doctor about the risks and benefits.",
    "The procedure carries a small risk of stroke.",
    "The benefits must be weighed against the harms.",
    "No treatment is without risk.",
    "No injection is completely safe.",
    "Long-term safety is not known.",
    "Nobody knows whether it is safe in pregnancy.",
    "An overdose can be fatal.",
    "It can be addictive.",
    "People can become dependent on it.",
    "It may raise your blood pressure.",
    "No serious adverse events were seen.",
    "There were no serious side effects in either group.",
    "Screening can lead to overdiagnosis and needless biopsies.",
    "The drawback is a higher rate of bleeding.",
    "Four people had bruising and one tore a tendon.",
    "Two people in the walking groups sprained an ankle.",
    "The scan can turn up harmless lumps that lead to more tests, worry and surgery.",
    "We turn away about a fifth of people because their corneas are too thin.",
    "Fasting can make you dizzy.",
    "A quarter of the volunteers reported diarrhea.",
    "Those given the drug were more likely to have falls; it can cause drowsiness.",
    "The mice developed tumors after the treatment.",
    "The tablets can upset your stomach.",
    "It has few side effects, but bleeding can happen.",
    "Unlike surgery it needs no scalpel, but it can leave scars.",
)
UNTOLD = (
    "It is well tolerated.",
    "The treatment is safe for everyone.",
    "Our gummies have no side effects.",
    "There are no side effects.",
    "You get results without the side effects of drugs.",
    "Enjoy relief with zero side effects.",
    "It is free of side effects.",
    "Unlike opioids, it carries no risk of addiction.",
    "Prescription pills come with side effects.",
    "Tired of the side effects of your tablets?",
    "With minimal side effects, you go home the same day.",
    "Complications simply do not arise.",
    "Side effects are a thing of the past.",
    "It reduces the risk of heart attack.",
    "The drug cut the risk of stroke by a third.",
    "High blood pressure is a risk factor for stroke.",
    "Smokers have a higher chance of lung disease.",
    "It relieves nausea and headaches.",
    "The tablets ease headaches.",
    "Our balm soothes itching and redness.",
    "Say goodbye to swelling.",
    "It is licensed for severe sweating.",
    "The therapy protects against infection.",
    "Migraine is common and painful.",
    "Diabetes can damage the eyes.",
    "About 900,000 people live with dementia.",
    "Her migraines have vanished.",
    "The oil is non-addictive and non-toxic.",
    "My nausea has gone.",
    "It prevents the complications of diabetes.",
    "Patients recover faster and go home sooner.",
    "Book your free consultation today.",
    "The laser is gentle, painless and natural.",
    "It may not be right for everyone.",
    "Results vary from person to person.",
    "Talk to your doctor today about this exciting option.",
    "Never count a carb again.",
    "Tell us your story.",
    "People who sleep badly are more likely to smoke.",
    "The study was published on Monday.",
    "The team will follow the participants for a year.",
    "Cancer is a leading cause of death.",
    "It fights fatigue and brain fog.",
    "The patch helps with back pain.",
    "No downtime, no needles, no worries.",
    "Doctors warm to the new pill.",
    "The new drug halves deaths from heart failure.",
    "People with arthritis have stiff joints in the morning.",
)


@pytest.mark.parametrize("text", TOLD)
def test_a_sentence_tells_that_a_treatment_can_do_harm(text: str) -> None:
    assert tells_of_harm(fold(text))


@pytest.mark.parametrize("text", UNTOLD)
def test_a_sentence_only_sounds_like_it(text: str) -> None:
    assert not tells_of_harm(fold(text))


def test_a_harm_in_a_list_under_a_heading_on_risks_counts() -> None:
    assert tells_of_harm("dry mouth", "risk")
    assert not tells_of_harm("dry mouth")
