"""Four years of Leonard Pike, opened for the first time.

Owen, a front-door practitioner, has never met Leonard. The police have written again in the night. Before he picks up the telephone
he wants to know, from one record: what Leonard wants, what has happened in four years and what came of each time, which legal
status holds, who worked with him and left, whether an enquiry is open, whose it is and what comes next. Then he prints it.
"""

from __future__ import annotations

import random
import re
from datetime import timedelta

import pytest

from goldenthread.concerns.models import Concern
from goldenthread.ground import moment
from goldenthread.people.models import Person
from tests.journeys.acting import Actor
from worlds.council import settle
from worlds.playing import play
from worlds.stories.leonard import LEONARD, leonard_pike

WANTS = "I want to live near the harbour, where my sister is. I want staff who stay."


@pytest.fixture
def leonard(served) -> Person:
    """The made-up council with four years of one man's concerns, up to last night's."""
    now = moment.now()
    with moment.at(now - timedelta(days=4 * 366)):
        council = settle()
    play(leonard_pike(random.Random(7), council, now), until=now)
    return Person.objects.get(family_name="Pike")


@pytest.mark.requirement("R071", "R155", "R174", "R179", "R186")
def test_a_practitioner_opens_his_record_for_the_first_time(browser, served, leonard):
    owen = Actor(browser, served, persona="owen.pritchard@sandgate.example")

    # When he looks for the name on the police's report
    owen.go("/people/?q=leonard+pike")
    owen.follow("Leonard Pike")
    record = owen.reads

    # Then what Leonard wants leads, and legal status, workers and their changes are there
    assert WANTS in record
    for held in ("Section 117 aftercare", "Deprivation of liberty in the community", "Christine Pike"):
        assert held in record, held
    for worker in ("Beth Rowan", "Ade Coker", "Lin Zhao (agency)", "Grace Adeyemi", "Moira Kent"):
        assert worker in record, worker
    # and the open enquiry with the law, who answers for it and who does the next thing, and last night's concern
    assert re.search(r"SGE-\d{4}-\d+-\w Section 42 enquiry|Section 42 enquiry", record)
    assert "Helen Marsh" in record
    newest = Concern.objects.filter(person=leonard).latest("received_at")
    assert newest.status == "screening"
    assert newest.reference in record

    # And the chronology tells all of it, oldest first when asked, with what came of each time
    owen.follow("Chronology")
    assert owen.reads.index(WANTS) < owen.reads.index("entries")
    told = _whole_chronology(owen)
    for concern in Concern.objects.filter(person=leonard):
        assert concern.reference in told, concern.reference
    for who in ("Sandgate Police", "Tidewell Home Care", "Christine Pike"):
        assert who in told or who in record, who
    decided = Concern.objects.filter(person=leonard, status="decided").count()
    assert decided >= len(LEONARD) - 3
    assert told.count("Decided: ") + told.count("Signed off: ") >= decided

    # And every page about him is led by what he wants
    enquiry = owen.page
    owen.go(f"/people/{leonard.pk}")
    owen.click(owen.page.locator("main a[href^='/enquiries/']").first)
    assert WANTS in owen.reads
    assert "Grace Adeyemi" in owen.reads
    assert "Go through what we found with the adult" in owen.reads
    assert enquiry.locator(".gt-now").count() == 1
    carried = Concern.objects.filter(person=leonard, outcome="s42_enquiry").latest("received_at")
    owen.go(f"/concerns/{carried.pk}")
    assert owen.first_heading == "What Leonard wants"
    assert WANTS in owen.reads
    # Last night's has no words of his yet, says so in the same place, and carries what he said before.
    owen.go(f"/concerns/{newest.pk}")
    assert owen.first_heading == "What Leonard wants"
    assert "Nobody has asked about this yet" in owen.reads
    assert WANTS in owen.reads

    # And the oldest concern is still judged by the policy of its day
    oldest = Concern.objects.filter(person=leonard).earliest("received_at")
    owen.go(f"/concerns/{oldest.pk}")
    assert "edition 2022" in owen.reads


@pytest.mark.requirement("R174")
def test_it_prints_well(browser, served, leonard):
    owen = Actor(browser, served, persona="owen.pritchard@sandgate.example")
    owen.page.emulate_media(media="print")
    # A4 at 96 dots an inch, less margins.
    owen.page.set_viewport_size({"width": 718, "height": 1047})
    for path in ("", "/chronology"):
        owen.go(f"/people/{leonard.pk}{path}")
        assert WANTS in owen.reads
        assert "Leonard Pike" in owen.reads
        assert owen.page.evaluate("document.documentElement.scrollWidth") <= 718
        for furniture in ("Sign out", "Print this page", "Your account"):
            assert furniture not in owen.reads, furniture
        assert owen.page.pdf(format="A4").startswith(b"%PDF")


def _whole_chronology(actor: Actor) -> str:
    """All pages of the list, one after the other."""
    told = actor.reads
    while (onward := actor.page.locator("main a[rel=next]")).count():
        actor.click(onward.first)
        told += " " + actor.reads
    return told
