"""The states of a concern and who may move it."""

from __future__ import annotations

from goldenthread.concerns.vocabulary import ConcernStatus
from goldenthread.ground.lifecycle import Lifecycle, Move, lifecycle

_S = ConcernStatus
_OPEN = (_S.RECEIVED, _S.SCREENING)
_NOT_DECIDED = (_S.RECEIVED, _S.SCREENING, _S.AWAITING_SIGN_OFF)
_ALL = tuple(_S)

# Any deed of screening begins it, so that nobody has to press a button before they may work.
CONCERN: Lifecycle[ConcernStatus] = lifecycle(
    Lifecycle(
        name="concern",
        states=ConcernStatus,
        start=_S.RECEIVED,
        moves=(
            Move("begin_screening", "concerns.screen", (_S.RECEIVED,), _S.SCREENING, "Begin screening"),
            Move("allocate", "concerns.allocate", _NOT_DECIDED, None, "Allocate"),
            Move("match_person", "people.match", _OPEN, _S.SCREENING, "Match the person", guard="SCR-07"),
            Move("name_service", "concerns.screen", _NOT_DECIDED, None, "Name the service"),
            Move(
                "record_wish",
                "concerns.screen",
                _NOT_DECIDED,
                None,
                "Record what the adult wants",
                guard="SCR-06",
            ),
            Move(
                "answer_limb",
                "concerns.screen",
                _OPEN,
                _S.SCREENING,
                "Answer a part of the test",
                guard="SCR-05",
            ),
            Move(
                "note_found_out",
                "concerns.screen",
                _OPEN,
                _S.SCREENING,
                "Note what was found out",
                needs_words=True,
            ),
            Move(
                "mark_danger",
                "concerns.screen",
                _NOT_DECIDED,
                None,
                "Somebody is in danger now",
                guard="SCR-17",
            ),
            Move(
                "record_made_safe",
                "concerns.screen",
                _NOT_DECIDED,
                None,
                "Record what made the adult safe",
                needs_words=True,
            ),
            Move("judge_threshold", "concerns.screen", _OPEN, _S.SCREENING, "Judge the level"),
            Move("start_deed", "concerns.screen", _OPEN, _S.SCREENING, "Do something now", guard="SCR-03"),
            Move("extend_clock", "concerns.screen", _OPEN, None, "Ask for more time", guard="SCR-15"),
            Move(
                "explain_missed_clock",
                "concerns.screen",
                _NOT_DECIDED,
                None,
                "Say why it is late",
                guard="SCR-14",
            ),
            Move("decide", "concerns.decide", (_S.SCREENING,), _S.DECIDED, "Decide", guard="SCR-01"),
            Move(
                "propose",
                "concerns.decide",
                (_S.SCREENING,),
                _S.AWAITING_SIGN_OFF,
                "Send for sign-off",
                guard="SCR-04",
            ),
            Move(
                "sign_off",
                "concerns.sign_off",
                (_S.AWAITING_SIGN_OFF,),
                _S.DECIDED,
                "Sign off",
                guard="SCR-04",
            ),
            Move(
                "send_back",
                "concerns.sign_off",
                (_S.AWAITING_SIGN_OFF,),
                _S.SCREENING,
                "Send back",
                needs_words=True,
            ),
            Move("restrict", "concerns.allocate", _ALL, None, "Restrict who may see it", needs_words=True),
            Move(
                "lift_restriction", "concerns.allocate", _ALL, None, "Lift the restriction", needs_words=True
            ),
        ),
    )
)
