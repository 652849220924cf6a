from __future__ import annotations

import pytest

from caveat.analysis.english import is_english
from caveat.readers import read

GERMAN = "Nehmen Sie das Mittel nicht, wenn Sie auf einen der Stoffe allergisch sind oder mit dem Arzt noch nicht gesprochen haben."
OTHERS = [
    GERMAN,
    "Ne prenez pas ce médicament si vous êtes allergique à un des composants ou si votre médecin ne vous le conseille pas.",
    "No tome este medicamento si es alérgico a uno de los componentes o si su médico no se lo ha recomendado por la edad.",
    "Gebruik dit middel niet als u allergisch bent voor een van de stoffen of als uw arts het niet met u heeft besproken.",
    "Ta inte det här läkemedlet om du är allergisk mot något av ämnena eller om en läkare inte har sagt att du kan ta det.",
    "Nie należy stosować tego leku, jeśli jest się uczulonym na którykolwiek ze składników lub gdy lekarz się na to nie zgodził.",
    "Non prenda questo medicinale se è allergico a uno dei componenti o se il medico non le ha detto che può prenderlo per il dolore.",
    "如果您对任何成分过敏,或者医生没有建议您使用,请不要服用这种药物。如有疑问,请咨询您的医生或药剂师。",
    "Не принимайте это лекарство, если у вас аллергия на какой-либо из компонентов или если врач вам этого не советовал.",
    "لا تتناول هذا الدواء إذا كنت تعاني من حساسية تجاه أي من مكوناته أو إذا لم ينصحك طبيبك بذلك.",
]


@pytest.mark.parametrize("text", OTHERS)
def test_other_languages_are_not_english(text: str) -> None:
    assert not is_english(read("piece.md", text.encode()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Take one tablet.",
        "Do not take this medicine if you are allergic to it, or if your doctor has told you not to.",
        "Paracetamol, ibuprofen, naproxen, sertraline, fluoxetine, amitriptyline, gabapentin, pregabalin, ketamine, codeine, tramadol, morphine",
        "The α-blocker doxazosin (β not included) is given to men with an enlarged prostate, and the dose is raised slowly.",
        "El Niño and La Niña are the names of weather patterns that may bring more mosquitoes to the places where you live.",
    ],
)
def test_english_and_texts_too_short_to_tell_are_english(text: str) -> None:
    assert is_english(read("piece.md", text.encode()))


def test_the_declared_language_decides_only_where_the_words_do_not() -> None:
    assert not is_english(read("piece.md", b"---\nlanguage: de\n---\n\nIbuprofen, Paracetamol.\n"))
    assert is_english(
        read("piece.md", b"---\nlanguage: de\n---\n\nTalk to the doctor before you take this, and do not stop it.\n")
    )
    assert not is_english(read("piece.md", f"---\nlanguage: en-GB\n---\n\n{GERMAN}\n".encode()))
