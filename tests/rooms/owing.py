"""Somebody is owed an answer: what tests of letters begin with."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.access.trail import Subject
from goldenthread.ground import moment
from goldenthread.letters import procedures
from goldenthread.letters.models import FeedbackDuty
from goldenthread.letters.vocabulary import Audience, Method
from tests.factories import concerns
from tests.rooms.mail import server

WORDS = "Thank you for telling us. We are making an enquiry."


@pytest.fixture
def concern(front_door):
    return concerns.received()


@pytest.fixture
def mail(settings):
    with server() as found:
        settings.EMAIL_URL = found.url
        yield found


def owed(by, concern, audience=Audience.REFERRER, **changes):
    whole = {
        "about": Subject("concern", concern),
        "reference": "SGC-2026-000001-1",
        "audience": audience,
        "contact": "jo@example.org",
        "due_at": moment.now() + timedelta(days=10),
        "draft": WORDS,
    }
    return procedures.open_duty(by, **whole | changes)


def version(duty_id):
    return FeedbackDuty.objects.values_list("version", flat=True).get(pk=duty_id)


def give(by, duty_id, method=Method.PHONE, words=WORDS, **changes):
    procedures.give_feedback(
        by, **{"duty_id": duty_id, "version": version(duty_id), "method": method, "words": words} | changes
    )


def letter(by, concern, once="one", **changes):
    whole = {
        "once": once,
        "about": Subject("concern", concern),
        "audience": Audience.REFERRER,
        "to": "jo@example.org",
        "subject": "A message",
        "body": "Gruß an Éva",
    }
    return procedures.write_letter(by, **whole | changes)
