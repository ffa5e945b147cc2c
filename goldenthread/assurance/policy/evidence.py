"""How strong evidence is, worked out in the open: what stands behind a claim, from how many sides, how old, and whether it was tested.

Every condition asks whether such evidence is there. So more evidence never weakens a claim, and nothing grows stronger by
growing old.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.assurance.vocabulary import EvidenceKind, HowTested, Independence, SourceKind, Strength
from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict

# Our own choice of ages, in days: a year is one round; after three years most of what was seen has changed.
RECENT, USABLE = 366, 3 * 366
_TRIANGULATED = (
    "House rule. Peer reviewers ask whether assurance is genuine rather than reassurance, and settle a finding on two or more "
    "independent sources of different kind (common practice of peer challenge, not law)."
)


@dataclass(frozen=True)
class Piece:
    """What is known of one piece of evidence, from the standpoint of the agency that makes the claim.

    ``origin`` is the same for pieces that are one thing under several names: one file, one address, one figure. Empty: its own.
    """

    sort: SourceKind
    independence: Independence
    as_of: date
    tested: HowTested = HowTested.NOT_TESTED
    expires_on: date | None = None
    title: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Weighed:
    """How strong, why, what would make it stronger, and what does not count."""

    strength: Strength
    reasons: tuple[str, ...]
    stronger: tuple[str, ...]
    not_counted: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Seen:
    """The pieces that count: ``all`` are still usable, ``recent`` are of the last year."""

    all: tuple[Piece, ...]
    recent: tuple[Piece, ...]


@dataclass(frozen=True)
class _Condition:
    """One thing that must be there, and what to do while it is not."""

    met: Callable[[_Seen], bool]
    advice: str


def independence_for(*, made_by: UUID | None, claiming: UUID | None) -> Independence:
    """Whose word it is for the agency that claims. ``made_by`` None: somebody from outside the partnership.

    What another agency says is a partner's word, whatever it says of itself; what an agency made is always its own.
    """
    if made_by is None:
        return Independence.EXTERNAL
    return Independence.OWN if made_by == claiming else Independence.PARTNER


def _sorts(pieces: tuple[Piece, ...]) -> set[SourceKind]:
    return {piece.sort for piece in pieces}


def _outside(pieces: tuple[Piece, ...]) -> bool:
    return any(piece.independence is not Independence.OWN for piece in pieces)


def _tested(pieces: tuple[Piece, ...]) -> int:
    return len({whence for piece, whence in _whence(pieces) if piece.tested is not HowTested.NOT_TESTED})


def _whence(pieces: tuple[Piece, ...]) -> Iterator[tuple[Piece, str]]:
    """Each piece with where it comes from; a piece without an origin comes from itself."""
    return ((piece, piece.origin or f"piece {number}") for number, piece in enumerate(pieces))


def _sides(pieces: tuple[Piece, ...]) -> int:
    """From how many sides it is seen: as many sorts as there are origins of their own to stand for them.

    A document that is kept once as process and once as data is one document. It is a matching, so one more piece never makes it less.
    """
    whences: dict[SourceKind, list[str]] = {}
    for piece, whence in _whence(pieces):
        whences.setdefault(piece.sort, []).append(whence)
    stands_for: dict[str, SourceKind] = {}

    def placed(sort: SourceKind, tried: set[str]) -> bool:
        for whence in whences[sort]:
            if whence in tried:
                continue
            tried.add(whence)
            if whence not in stands_for or placed(stands_for[whence], tried):
                stands_for[whence] = sort
                return True
        return False

    return sum(placed(sort, set()) for sort in whences)


_PARTIAL = (
    _Condition(
        lambda seen: _sides(seen.all) >= 2 or _outside(seen.all) or _tested(seen.all) > 0,
        "Add evidence of another sort, have a partner or somebody from outside look, or test what there is on a sample.",
    ),
)
_ASSURANCE = (
    _Condition(
        lambda seen: _sides(seen.recent) >= 2,
        "Add evidence of a second sort that is less than a year old.",
    ),
    _Condition(
        lambda seen: bool(_sorts(seen.recent) - {SourceKind.PROCESS}),
        "Add people's voice, practice that was seen, or data: a process on paper does not show that it happens.",
    ),
    _Condition(
        lambda seen: _outside(seen.recent),
        "Have a partner agency or somebody from outside look, so that it is not only the agency's own word.",
    ),
    _Condition(
        lambda seen: _tested(seen.recent) > 0,
        "Test one piece: check it at its source, try it on a sample, or look a second time.",
    ),
)
_STRONG = (
    _Condition(
        lambda seen: _sides(seen.recent) >= 3,
        "Add a third sort: voice, practice, data and process can bear each other out.",
    ),
    _Condition(
        lambda seen: SourceKind.VOICE in _sorts(seen.recent),
        "Ask people who went through it: their voice is missing.",
    ),
    _Condition(
        lambda seen: any(piece.independence is Independence.EXTERNAL for piece in seen.recent),
        "Have somebody from outside the partnership look: an inspector, a peer, a quality checker.",
    ),
    _Condition(lambda seen: _tested(seen.recent) >= 2, "Test a second piece of evidence."),
)
_LADDER = ((Strength.PARTIAL, _PARTIAL), (Strength.ASSURANCE, _ASSURANCE), (Strength.STRONG, _STRONG))


@rule(
    "ASR-10",
    citation=_TRIANGULATED,
    sentence="How strong evidence is follows from its sorts, who stands behind it, its age and whether it was tested; "
    "an agency's own untested word is reassurance.",
)
def strength(pieces: Sequence[Piece], *, on: date) -> Weighed:
    """How strong the evidence is on a day, with the reasons and what would make it stronger."""
    counted = tuple(piece for piece in pieces if not _why_not(piece, on))
    recent = tuple(piece for piece in counted if (on - piece.as_of).days <= RECENT)
    seen = _Seen(counted, recent)
    dropped = tuple(f"{_named(piece)} {why}" for piece in pieces if (why := _why_not(piece, on)))
    if not counted:
        return Weighed(
            Strength.NONE,
            ("Nothing that still holds stands behind this claim.",),
            ("Add evidence: what people say, what was seen, what was counted, or what is written down.",),
            dropped,
        )
    reached = Strength.REASSURANCE
    for level, conditions in _LADDER:
        missing = tuple(each.advice for each in conditions if not each.met(seen))
        if missing:
            return Weighed(reached, _reasons(seen, reached), missing, dropped)
        reached = level
    return Weighed(reached, _reasons(seen, reached), (), dropped)


def _why_not(piece: Piece, on: date) -> str:
    """Why a piece does not count on this day; empty when it does."""
    if piece.expires_on is not None and piece.expires_on < on:
        return "has expired."
    if piece.as_of > on:
        return "is dated later than today."
    if (on - piece.as_of).days > USABLE:
        return "is more than three years old."
    return ""


def _named(piece: Piece) -> str:
    return f"“{piece.title}”" if piece.title else f"A piece of {piece.sort.label.lower()}"


def _reasons(seen: _Seen, reached: Strength) -> tuple[str, ...]:
    number = len(seen.all)
    sorts = [sort.label.lower() for sort in SourceKind if sort in _sorts(seen.all)]
    reasons = []
    if number == 1 and reached is Strength.REASSURANCE:
        reasons.append(
            "It rests on one piece that the agency says of itself. That is reassurance, not assurance."
        )
    else:
        pieces = "One piece counts" if number == 1 else f"{number} pieces count"
        reasons.append(f"{pieces}, of {len(sorts)} sort{'s' if len(sorts) > 1 else ''}: {_listed(sorts)}.")
    if len(sorts) > _sides(seen.all):
        reasons.append("Some of it is one thing under several names, and counts as one.")
    who = {piece.independence for piece in seen.all}
    if who == {Independence.OWN} and number > 1:
        reasons.append("All of it is the agency's own word.")
    elif Independence.EXTERNAL in who:
        reasons.append("Somebody from outside stands behind part of it.")
    elif Independence.PARTNER in who:
        reasons.append("A partner agency stands behind part of it.")
    tested = _tested(seen.all)
    reasons.append(f"{_pieces(tested)} tested." if tested else "None of it was tested.")
    old = number - len(seen.recent)
    if old:
        many = "1 piece is" if old == 1 else f"{old} pieces are"
        reasons.append(f"{many} more than a year old and can only give partial assurance.")
    return tuple(reasons)


def _pieces(number: int) -> str:
    return "1 piece was" if number == 1 else f"{number} pieces were"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


@rule(
    "ASR-11",
    citation="UK GDPR articles 5(1)(c) and 9; Caldicott principle 2: no more of a person is used than the purpose needs.",
    sentence="A person's story is kept only with their consent and when nobody can be recognised in it.",
)
def story_may_be_kept(*, kind: EvidenceKind, consented: bool, anonymised: bool) -> Verdict:
    """A story needs both; other kinds need neither."""
    if kind is not EvidenceKind.STORY or (consented and anonymised):
        return ALLOWED
    if not consented:
        return story_may_be_kept.rule.refuse(
            words="Ask the person first: a story is kept only with their consent.", field="consented"
        )
    return story_may_be_kept.rule.refuse(
        words="Take out what could show who it is: names, places, dates, rare events. Then say that you have.",
        field="anonymised",
    )


@rule(
    "ASR-12",
    citation="House rule: who disagrees with a worked-out strength says why, so that the board can argue with it.",
    sentence="Somebody may set another strength than the one worked out, with a reason in a sentence that is shown.",
)
def strength_may_be_set(*, reason: str) -> Verdict:
    """At least three words."""
    if len(reason.split()) < 3:
        return strength_may_be_set.rule.refuse(field="strength_reason")
    return ALLOWED


@rule(
    "ASR-13",
    citation="House rule: evidence that cannot be opened, found or dated cannot be weighed.",
    sentence="Evidence holds what its kind needs: a file, an address, or the figure it shows.",
)
def evidence_is_whole(
    *, kind: EvidenceKind, has_file: bool, address: str, indicator: str, summary: str
) -> Verdict:
    """What each kind needs beside its name and date."""
    needed = {
        EvidenceKind.DOCUMENT: (has_file, "file", "Choose the file."),
        EvidenceKind.LINK: (bool(address), "address", "Enter the address, beginning with https://"),
        EvidenceKind.INDICATOR: (bool(indicator), "indicator", "Choose the figure."),
    }.get(
        kind,
        (
            bool(summary.strip()) or has_file,
            "shows",
            "Say in your own words what it shows, or add the file.",
        ),
    )
    if needed[0]:
        return ALLOWED
    return evidence_is_whole.rule.refuse(words=needed[2], field=needed[1])
