"""Rules of a peer review on site."""

import pytest

from goldenthread.assurance.policy.peer import (
    accuracy_answered,
    conflicts_declared,
    names_nobody,
    said_before_the_visit,
    says_something,
    something_to_take_up,
)


@pytest.mark.rule("PEER-01")
def test_conflicts_come_first():
    assert conflicts_declared(declared=True)
    assert not conflicts_declared(declared=False)


@pytest.mark.rule("PEER-02")
def test_a_note_names_nobody_the_review_knows():
    known = ["Jo Bright", "Ada"]
    assert names_nobody(words="A manager said that Ada's ward does well.", names=known)
    assert names_nobody(words="A bright idea, said one.", names=known)
    assert not names_nobody(words="JO\n bright told us so.", names=known)


@pytest.mark.rule("PEER-03")
def test_a_finding_is_made_of_something():
    assert something_to_take_up(notes=1)
    assert not something_to_take_up(notes=0)


@pytest.mark.rule("PEER-04")
def test_no_comment_on_accuracy_waits_when_the_report_is_published():
    assert accuracy_answered(waiting=0)
    assert not accuracy_answered(waiting=1)


@pytest.mark.rule("PEER-09")
def test_what_was_said_before_the_visit_stays():
    assert said_before_the_visit(said=False, begun=True)
    assert said_before_the_visit(said=True, begun=False)
    assert not said_before_the_visit(said=True, begun=True)


@pytest.mark.rule("PEER-10")
def test_a_self_assessment_says_something():
    assert says_something(parts=("", "We listen.", ""))
    assert not says_something(parts=("", " \n", ""))
