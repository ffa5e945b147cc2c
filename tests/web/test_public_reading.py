"""Public pages read at the age of 11 or under: every page and question, what is said when something is wrong as well."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lxml import html

from goldenthread.letters.policy.reading import LONG_SENTENCE, read
from goldenthread.web.public import views
from goldenthread.web.public.steps import STEPS
from tests.web.test_public_form import ANSWERS, walk

pytestmark = pytest.mark.django_db
OLDEST = 11
# Each of these stands on its own line: it ends a sentence, whether or not a full stop does.
LINES = {
    *(
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "dt",
        "dd",
        "label",
        "legend",
        "button",
        "a",
        "td",
        "th",
        "summary",
        "div",
    ),
    *("span", "option", "caption", "strong"),
}
INLINE = {"a", "span", "strong"}
# The name of the law, and the words of the guide for people who work with adults, which it explains.
EXPLAINED = {"/guide": {"capacity", "referral"}, "/privacy": {"section 42"}}
ABOUT = ("/", "/guide", "/help", "/privacy", "/accessibility")


def said(response) -> str:
    """The words of the page that a reader reads, one line for each paragraph, label, button and list item."""
    (main,) = html.fromstring(response.content).xpath("//main")
    for hidden in main.xpath(".//script|.//style|.//svg"):
        hidden.drop_tree()
    parts: list[str] = []
    _read(main, parts)
    # A label of a few words is read at a glance; counted as a sentence it would make the prose look easier than it is.
    lines = [" ".join(part.split()) for part in "".join(parts).split("\n\n")]
    text = "\n\n".join(line for line in lines if len(line.split()) > 3)
    # Addresses and numbers are copied, not read.
    return re.sub(r"\S+@\S+|https?://\S+|\S+\.example\S*", "", text)


def _read(node, parts: list[str]) -> None:
    block = node.tag in LINES and node.tag not in INLINE
    parts.append("\n\n" if block else "")
    parts.append(node.text or "")
    for child in node:
        if isinstance(child.tag, str):
            _read(child, parts)
        parts.append(child.tail or "")
    parts.append("\n\n" if block else "")


def pages(client) -> Iterator[tuple[str, object]]:
    """Every page that somebody without an account can meet, and each as it is when something is wrong."""
    for address in ABOUT:
        yield address, client.get(address)
    yield "a page that is not there", client.get("/guide/nothing")
    yield "sign in", client.get("/account/sign-in")
    yield "an old report", client.get("/tell-us/00000000-0000-4000-8000-000000000000/check")
    where = "/tell-us"
    for number, given in enumerate(ANSWERS, 1):
        yield f"question {number}", client.get(where)
        yield f"question {number}, nothing said", client.post(where, {})
        for name in given:
            yield f"question {number}, {name} too long", client.post(where, given | {name: "x" * 20_001})
        where = client.post(where, given)["Location"]
    draft = where.rsplit("/", 1)[0]
    yield "in danger", client.get(f"{draft}/call")
    yield "check", client.get(where)
    client.post(f"{draft}/5?check=1", {})
    client.post(f"{draft}/6?check=1", {})
    yield "check, nobody named", client.post(where)
    sent = client.post(walk(client))
    yield "sent", client.get(sent["Location"])
    with pytest.MonkeyPatch.context() as busy:
        busy.setattr(views, "SENT_AN_HOUR", 0)
        yield "too many reports", client.post(walk(client))


def test_every_public_page_reads_at_eleven_or_under(client):
    seen, wrong = set(), []
    for name, response in pages(client):
        if response.status_code == 302:
            continue  # It may be left empty.
        text = said(response)
        measured = read(text)
        seen.add(name)
        assert len(text.split()) > 4, f"{name}: no words were read"
        if measured.age > OLDEST:
            wrong.append(f"{name}: reading age {measured.age} (grade {measured.grade})")
        wrong += [
            f"{name}: {len(words.split())} words in one sentence: {words}"
            for line in text.split("\n\n")
            for words in re.split(r"[.!?:](?=\s|$)", line)
            if len(words.split()) > LONG_SENTENCE
        ]
        wrong += [
            f"{name}: “{hard}”; plainer: “{plain}”"
            for hard, plain in measured.hard_words
            if hard not in EXPLAINED.get(name, ())
        ]
    assert len(seen) > len(ABOUT) + 3 * len(STEPS)
    assert not wrong, "\n".join(wrong)


def test_a_page_that_is_too_hard_to_read_is_found():
    hard = "<main><p>Notwithstanding the aforementioned considerations, professionals facilitate multidisciplinary deliberation.</p></main>"

    class Page:
        content = hard.encode()

    assert read(said(Page)).age > OLDEST
