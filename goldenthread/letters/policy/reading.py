"""Whether words are easy enough to read: Flesch-Kincaid with our own count of syllables, and a list of office words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Verdict

# About the reading age of 11, which is what we aim at for the adult: school grade plus five, roughly.
MOST_GRADE = 7.0
LONG_SENTENCE = 25

# Words of the office and what to write instead.
_PLAINER: dict[str, str] = {
    "accordingly": "so",
    "additional": "more",
    "allegation": "what we were told",
    "alleged": "said to have",
    "ascertain": "find out",
    "best interests": "what is best for you",
    "capacity": "being able to make this choice",
    "commence": "start",
    "criteria": "test",
    "deprivation of liberty": "not being free to leave",
    "determine": "decide",
    "disclosure": "what you told us",
    "engage": "take part",
    "establish": "find out",
    "facilitate": "help",
    "implement": "do",
    "in accordance with": "as",
    "intervention": "help",
    "liaise": "talk",
    "mca": "the law about making choices",
    "mdt": "the people who help you",
    "multi-agency": "of all the services",
    "nfa": "we will do nothing more",
    "outcome": "what happens in the end",
    "perpetrator": "the person who may have hurt you",
    "prior to": "before",
    "proportionate": "right for this",
    "provider": "the service",
    "pursuant": "under",
    "referral": "what we were told",
    "referrer": "the person who told us",
    "regarding": "about",
    "s42": "the law",
    "section 42": "the law",
    "service user": "you",
    "signpost": "tell you who can help",
    "source of risk": "the person who may have hurt you",
    "stakeholder": "people who take part",
    "statutory": "by law",
    "strategy meeting": "a meeting",
    "substantiated": "found to be so",
    "threshold": "the test in the law",
    "utilise": "use",
    "vulnerable": "needing care",
    "whilst": "while",
}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """How hard a text is. ``grade`` is the American school year; add five for the age. ``hard_words`` with plainer ones."""

    grade: float
    long_sentences: int
    hard_words: tuple[tuple[str, str], ...]

    @property
    def age(self) -> int:
        """The reading age, in years, roughly."""
        return max(5, round(self.grade) + 5)


def syllables(word: str) -> int:
    """Syllables of an English word, by its groups of vowels. Right for most words, and near enough over a text."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    if len(letters) <= 3:
        return 1
    letters = re.sub(r"(?:[^lscxzghaeiouy]es|[^td]ed|[^l]e)$", lambda match: match[0][0], letters)
    return max(1, len(re.findall(r"[aeiouy]+", letters)))


def _sentences(text: str) -> list[list[str]]:
    parts = re.split(r"[.!?:](?=\s|$)|\n\s*\n|\n(?=\s*[-•])", text)
    found = [re.findall(r"[A-Za-z][A-Za-z'’-]*", part) for part in parts]
    return [words for words in found if words]


def grade(text: str) -> float:
    """Flesch-Kincaid grade (Kincaid and others, 1975): 0.39 words a sentence + 11.8 syllables a word - 15.59; at least 0."""
    sentences = _sentences(text)
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    heard = sum(syllables(word) for word in words)
    return max(0.0, round(0.39 * len(words) / len(sentences) + 11.8 * heard / len(words) - 15.59, 1))


def read(text: str) -> Reading:
    """Measure a text."""
    lowered = f" {re.sub(r'[^a-z0-9-]+', ' ', text.lower())} "
    hard = tuple(
        (word, plainer)
        for word, plainer in _PLAINER.items()
        if f" {word} " in lowered or f" {word}s " in lowered
    )
    return Reading(grade(text), sum(len(words) > LONG_SENTENCE for words in _sentences(text)), hard)


@rule(
    "LET-04",
    citation="Golden Thread design, after the Accessible Information Standard (DCB1605) and plain English guidance",
    sentence="Words for the adult are easy to read: short sentences, everyday words. This is advice; you may know better how "
    "this person likes to be spoken to.",
)
def reading_advice(text: str) -> Verdict:
    """Advice on words for the adult, never a refusal: what to make shorter or plainer, in words for the writer."""
    measured = read(text)
    advice = []
    if measured.grade > MOST_GRADE:
        advice.append(
            f"These words need a reading age of about {min(measured.age, 18)}. Aim at 11 or under: use shorter sentences."
        )
    elif measured.long_sentences:
        advice.append(
            f"Sentences of more than {LONG_SENTENCE} words: {measured.long_sentences}. Make two of each."
        )
    if measured.hard_words:
        pairs = ", ".join(f"“{plainer}” instead of “{word}”" for word, plainer in measured.hard_words[:10])
        advice.append(f"Plainer words: {pairs}.")
    if not advice:
        return ALLOWED
    return RULEBOOK["LET-04"].refuse(words=" ".join(advice), field="words")
