"""R6 for shared drafts: several people write one answer; nothing unseen is overwritten, and every word once saved can be read again."""

from __future__ import annotations

import random

import pytest

from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance.models import Judgement, JudgementVersion
from goldenthread.ground.verdicts import Refused
from tests.factories import access
from tests.factories import assurance as make

pytestmark = [pytest.mark.promise("R6"), pytest.mark.django_db]
INTERLEAVINGS = 25


def test_interleaved_writers_overwrite_nothing_unseen_and_lose_no_word(board_manager, partner):
    dice = random.Random(61)
    editors = [partner, access.viewer(role=Role.PARTNER, agency_id=partner.agency_id), board_manager]
    review_id = make.round_begun(board_manager, partner)
    answer_id = make.begun(partner, review_id)
    saved, sent, refused, overlapping = [], 0, 0, 0
    for number in range(INTERLEAVINGS):
        moves = [editor for editor in range(dice.choice([2, 3])) for _ in range(2)]
        dice.shuffle(moves)
        overlapping += moves[0] != moves[1]
        opened: dict[int, tuple[int, str]] = {}
        for editor in moves:
            held = Judgement.objects.get(pk=answer_id)
            if editor not in opened:
                opened[editor] = (held.version, held.claim)
                continue
            version, seen = opened[editor]
            sent += 1
            words = f"Words {number}-{editor}"
            try:
                do.write_answer(
                    editors[editor], answer_id=answer_id, version=version, claim=words, grade=2, reasoning=""
                )
            except Refused as no:
                stands = Judgement.objects.get(pk=answer_id).claim == held.claim
                refused += no.verdict.codes == ("STALE",) and stands
            else:
                assert held.claim == seen, "somebody's words were replaced by one who had not seen them"
                saved.append(words)
    assert overlapping > INTERLEAVINGS / 4
    assert refused > INTERLEAVINGS / 4
    assert len(saved) + refused == sent, "somebody was refused for another reason, or it changed the answer"
    assert len(saved) >= INTERLEAVINGS
    kept = JudgementVersion.objects.filter(judgement_id=answer_id).order_by("number")
    assert list(kept.values_list("claim", flat=True)) == saved
