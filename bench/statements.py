"""The minimal SQL of each reference page, by hand: what a careful person would write for this content and nothing more."""

from __future__ import annotations

from typing import Any

Statement = tuple[str, list[Any]]
_CARD = (
    "SELECT c.id, c.reference, c.adult_given_name, c.adult_family_name, c.types, c.narrative, c.status, c.outcome, "
    "c.pending_outcome, c.received_at, c.due_at, c.immediate_danger, c.made_safe_at, c.restricted, c.team, c.moved_at, u.name, "
    "(SELECT w.words FROM concerns_wishrow w WHERE w.concern_id = c.id ORDER BY w.id DESC LIMIT 1) "
    "FROM concerns_concern c LEFT JOIN access_user u ON u.id = c.allocated_to_id WHERE "
)
_COUNTED = "SELECT count(*) FROM (SELECT 1 FROM concerns_concern c WHERE queue < 9 AND {} LIMIT 100) x"
_KINDS = (
    "queue = 0",
    "due_at < CURRENT_TIMESTAMP",
    "allocated_to_id IS NULL",
    "status = 'awaiting_sign_off'",
    "team = 'x'",
    "allocated_to_id = %s",
)


def work_list(user: Any) -> list[Statement]:
    """25 concerns, how many there are, and the numbers beside the filters."""
    return [
        (_CARD + "c.queue < 9 ORDER BY c.queue, c.due_at, c.id LIMIT 25", []),
        ("SELECT count(*) FROM (SELECT 1 FROM concerns_concern WHERE queue < 9 LIMIT 1000) x", []),
        *_counts(user),
    ]


def _counts(user: Any) -> list[Statement]:
    return [("SELECT " + ", ".join(f"({_COUNTED.format(kind)})" for kind in _KINDS), [user])]


def desk(user: Any) -> list[Statement]:
    """Own work, what is urgent, and the numbers."""
    return [
        (_CARD + "c.queue < 9 AND c.allocated_to_id = %s ORDER BY c.queue, c.due_at, c.id LIMIT 5", [user]),
        (_CARD + "c.queue = 0 ORDER BY c.due_at, c.id LIMIT 5", []),
        (
            _CARD + "c.queue < 9 AND c.status = 'awaiting_sign_off' ORDER BY c.queue, c.due_at, c.id LIMIT 5",
            [],
        ),
        (
            "SELECT e.*, p.given_name, p.family_name FROM enquiries_enquiry e JOIN people_person p ON p.id = e.person_id "
            "WHERE e.closed_at IS NULL AND (e.manager_id = %s OR e.officer_id = %s) ORDER BY e.due_at LIMIT 5",
            [user, user],
        ),
        ("SELECT count(*) FROM (SELECT 1 FROM letters_feedbackduty WHERE state = 'open' LIMIT 100) x", []),
        *_counts(user),
    ]


def concern(found: Any) -> list[Statement]:
    """A concern with everything on its page."""
    tables = ("concernstep", "wishrow", "limbrow", "clockrow", "decision")
    return [
        (
            "SELECT c.*, p.given_name, p.family_name, u.name FROM concerns_concern c LEFT JOIN people_person p ON p.id = c.person_id "
            "LEFT JOIN access_user u ON u.id = c.allocated_to_id WHERE c.id = %s",
            [found],
        ),
        *((f"SELECT * FROM concerns_{table} WHERE concern_id = %s", [found]) for table in tables),  # noqa: S608
        ("SELECT * FROM letters_feedbackduty WHERE about_kind = 'concern' AND about_id = %s", [found]),
        ("SELECT e.id, e.reference FROM enquiries_enquiryconcern l JOIN enquiries_enquiry e ON e.id = l.enquiry_id WHERE l.concern_id = %s", [found]),
    ]  # fmt: skip


def enquiry(found: Any) -> list[Statement]:
    """An enquiry with everything on its page."""
    tables = (
        "wantedoutcome", "legalbasis", "allegation", "enquiryaction", "riskchoice", "causedenquiry", "enquiryclockrow", "enquirystep",
    )  # fmt: skip
    return [
        (
            "SELECT e.*, p.*, m.name, o.name, a.name FROM enquiries_enquiry e JOIN people_person p ON p.id = e.person_id "
            "JOIN access_user m ON m.id = e.manager_id JOIN access_user o ON o.id = e.officer_id "
            "JOIN access_agency a ON a.id = e.lead_agency_id WHERE e.id = %s",
            [found],
        ),
        (
            "SELECT c.* FROM enquiries_enquiryconcern l JOIN concerns_concern c ON c.id = l.concern_id WHERE l.enquiry_id = %s",
            [found],
        ),
        *((f"SELECT * FROM enquiries_{table} WHERE enquiry_id = %s", [found]) for table in tables),  # noqa: S608
        ("SELECT * FROM letters_feedbackduty WHERE about_kind = 'enquiry' AND about_id = %s", [found]),
    ]


def person(found: Any) -> list[Statement]:
    """A person with circumstances, representatives, concerns and enquiries."""
    return [
        ("SELECT * FROM people_person WHERE id = %s", [found]),
        ("SELECT * FROM people_circumstance WHERE person_id = %s", [found]),
        ("SELECT * FROM people_representative WHERE person_id = %s", [found]),
        ("SELECT * FROM concerns_concern WHERE person_id = %s ORDER BY received_at DESC", [found]),
        ("SELECT * FROM enquiries_enquiry WHERE person_id = %s ORDER BY opened_at DESC", [found]),
    ]


def chronology(found: Any) -> list[Statement]:
    """The state rows of every room about one person, and the heading of the page."""
    return [
        *person(found)[:3],
        ("SELECT s.*, c.reference FROM concerns_concernstep s JOIN concerns_concern c ON c.id = s.concern_id WHERE c.person_id = %s", [found]),
        ("SELECT s.*, e.reference FROM enquiries_enquirystep s JOIN enquiries_enquiry e ON e.id = s.enquiry_id WHERE e.person_id = %s", [found]),
        ("SELECT s.*, d.about_reference FROM letters_dutystep s JOIN letters_feedbackduty d ON d.id = s.duty_id WHERE d.person_id = %s", [found]),
        ("SELECT * FROM people_personstep WHERE person_id = %s", [found]),
    ]  # fmt: skip


def search(family_key: str, given_key: str) -> list[Statement]:
    """People of a name."""
    return [
        (
            "SELECT * FROM people_person WHERE family_key = %s AND given_key = %s ORDER BY family_name, given_name, id LIMIT 25",
            [family_key, given_key],
        )
    ]
