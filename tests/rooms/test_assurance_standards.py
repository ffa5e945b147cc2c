"""Standards of a board's own: saved once, never changed, and read by the same loader as those that come with the house."""

import pytest

from goldenthread.access.vocabulary import Role
from goldenthread.assurance.models import InstrumentEdition
from goldenthread.assurance.procedures.instruments import save_instrument
from goldenthread.assurance.queries.instruments import standard, standard_text, standards
from goldenthread.ground.instruments import ItemKind, beginning, one_item
from goldenthread.ground.verdicts import Refused

pytestmark = pytest.mark.django_db
KNOWN = frozenset({"D1", "D2", "D3", "D8", "D9", "E2", "C1"})
TEXT = beginning(
    key="our-charter",
    title="Our charter",
    about="What we promised.",
    publisher="The board",
    document="Charter",
) + one_item(key="1", kind=ItemKind.STATEMENT, text="People are heard.", source="page 1")


def save(by, text=TEXT, indicators=KNOWN):
    return save_instrument(by, text=text, indicators=indicators)


def refused(by, text):
    with pytest.raises(Refused) as no:
        save(by, text)
    return no.value.verdict


def test_what_is_saved_is_read_by_everybody_in_assurance_and_saving_it_again_changes_nothing(
    board_manager, cast
):
    before = len(standards(board_manager))
    first = save(board_manager)
    assert save(board_manager, TEXT.replace("\n", "\r\n")) == first
    assert InstrumentEdition.objects.count() == 1
    assert len(standards(cast[Role.REVIEWER])) == before + 1
    page = standard(cast[Role.PARTNER], "our-charter")
    assert (page.instrument.by_key["1"].text, page.edition.by_name) == (
        "People are heard.",
        board_manager.name,
    )
    assert standard(cast[Role.PARTNER], "our-charter", "2") is None
    assert 'text = "People are heard."' in standard_text(cast[Role.PARTNER], "our-charter")


def test_other_words_under_a_version_are_refused_and_another_version_stands_beside_it(board_manager):
    save(board_manager)
    assert refused(board_manager, TEXT.replace("heard", "asked")).codes == ("STD-01",)
    second = save(board_manager, TEXT.replace("heard", "asked").replace('version = "1"', 'version = "2"'))
    page = standard(board_manager, "our-charter")
    assert [each.version for each in page.editions] == ["2", "1"]
    assert (page.edition, page.newest) == (second, True)
    assert standard(board_manager, "our-charter", "1").instrument.by_key["1"].text == "People are heard."


def test_those_that_come_with_the_house_keep_their_words_and_may_have_later_versions(board_manager):
    text = standard_text(board_manager, "msp-impact")
    assert refused(board_manager, text).codes == ("SHIPPED",)
    assert refused(board_manager, text.replace("come out stronger", "come out well")).codes == ("STD-01",)
    ours = text.replace('version = "2017-11.1"', 'version = "2017-11.local"')
    save_instrument(
        board_manager, text=ours, indicators=frozenset({"D1", "D2", "D3", "D8", "D9", "E2", "C1"})
    )
    assert [each.version for each in standard(board_manager, "msp-impact").editions] == [
        "2017-11.local",
        "2017-11.1",
    ]


def test_a_text_with_a_mistake_is_not_saved(board_manager):
    verdict = refused(board_manager, TEXT.replace('kind = "statement"', 'kind = "statment"'))
    assert verdict.codes == ("INSTRUMENT",)
    unknown = TEXT + 'indicators = ["D99"]\n'
    assert refused(board_manager, unknown).codes == ("INSTRUMENT",)
    assert not InstrumentEdition.objects.exists()


def test_only_those_who_run_assurance_save(cast):
    for role in (Role.MANAGER, Role.SCRUTINY, Role.REVIEWER, Role.PARTNER, Role.BOARD_MEMBER):
        with pytest.raises(Refused):
            save(cast[role])
    with pytest.raises(Refused):
        standards(cast[Role.AUDITOR])
