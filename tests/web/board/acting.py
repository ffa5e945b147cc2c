"""Deeds that several tests of the board's pages begin with."""

import re
from datetime import timedelta

from goldenthread.ground import moment
from tests.web.figures.test_over_time import words

SOON = moment.today() + timedelta(days=14)


def day(name, on):
    """A date in the three boxes of a form."""
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def held(send, by, meeting_id):
    assert send(by, f"/board/meetings/{meeting_id}/held", minutes="On the board's pages").status_code == 302


def ask_of_the_report(send, by, row, manager, board_manager, client_of):
    """Ask about the report on the agenda, from its own page; have it answered, and settle it."""
    item = row.items.get()
    page = client_of(by).get(f"/board/meetings/{row.pk}/").content.decode()
    address = f"/board/challenges/ask?item={item.pk}"
    assert address in page
    assert address in client_of(by).get("/board/assurance/").content.decode()
    form = client_of(by).get(address).content.decode()
    for chosen in (item.pk, row.pk):
        assert re.search(rf'<option value="{chosen}"\s+selected', form)
    told = {
        "meeting": str(row.pk), "item": str(item.pk), "asked_agency": str(manager.agency_id), "about": "practice",
        "practice": "Annual report", "prompt": "own", "question": "How do you know?", **day("due_on", SOON),
    }  # fmt: skip
    one = send(by, address, **told)["Location"]
    assert "On the agenda item Annual report" in words(client_of(by).get(one))
    assert send(manager, f"{one}answer", words="We looked.").status_code == 302
    assert send(board_manager, f"{one}settle", satisfied="yes", words="Good.").status_code == 302
