"""S7: nothing that anybody types runs: payloads through every door and in every text column, every page looked at."""

from __future__ import annotations

import csv
import json
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from lxml import html

from goldenthread.access.vocabulary import Role
from goldenthread.concerns.models import Concern
from goldenthread.concerns.policy.intake import FIELDS, SHORT_TEXTS
from tests.factories.access import agency_system
from tests.promises.addresses import addresses
from tests.promises.payloads import payloads
from tests.promises.people_and_cases import build
from tests.web.test_public_form import ANSWERS, walk

pytestmark = [pytest.mark.promise("S7"), pytest.mark.django_db]
PAYLOADS = payloads()
A_PAGE = 12
CSP = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self'", "font-src": "'self'", "connect-src": "'self'",
    "manifest-src": "'self'", "form-action": "'self'", "frame-ancestors": "'none'", "base-uri": "'none'",
}  # fmt: skip
# Tags that our pages never need, or only with an address of our own.
NEVER = {
    "iframe",
    "object",
    "embed",
    "base",
    "style",
    "marquee",
    "video",
    "audio",
    "math",
    "template",
    "applet",
    "frame",
}
LEAVES_TO = "https://www.bbc.co.uk/weather"
_WIDE = re.compile(r"[^\S\n]+")


def live_nodes(page: str) -> list[str]:
    """What would run, load or act in this page that our own pages do not have."""
    found = []
    for node in html.document_fromstring(page).iter():
        if not isinstance(node.tag, str):
            continue
        if (
            node.tag in NEVER
            or "gtx" in node.tag
            or (node.tag == "script" and (node.text or not node.get("src", "").startswith("/static/")))
        ):
            found.append(html.tostring(node)[:200].decode())
        if node.tag == "meta" and (node.get("http-equiv") or "").lower() == "refresh":
            found.append("meta refresh")
        for name, value in node.attrib.items():
            address = re.sub(r"[\x00-\x20]", "", value).lower()
            acts = name in ("href", "src", "action", "formaction", "data", "xlink:href", "srcset", "poster")
            strange = acts and (not re.match(r"(/(?!/)|#|\?|tel:|mailto:)|$", address) and value != LEAVES_TO)
            if name.startswith("on") or name in ("style", "srcdoc") or strange or "gtx" in name:
                found.append(f"{node.tag} {name}={value[:120]}")
    return found


def look(answer) -> str:
    """The page, when nothing in it lives; its policy must be exact. Gives its text."""
    given = {part.strip() for part in answer["Content-Security-Policy"].split(";")}
    # A kept file is in a sandbox besides.
    policy = dict(part.split(" ", 1) for part in given - {"sandbox"})
    assert policy == CSP
    if not answer["Content-Type"].startswith("text/html"):
        assert answer["X-Content-Type-Options"] == "nosniff"
        return ""
    page = answer.content.decode()
    assert live_nodes(page) == [], answer.request["PATH_INFO"]
    assert "51317" not in page, "a template ran what was typed"
    return page


def told(page: str) -> str:
    """All text of a page with runs of spaces as one."""
    return _WIDE.sub(" ", html.document_fromstring(page).text_content()).replace("\n", "")


def reports() -> list[dict[str, str]]:
    """Reports that bear every payload in the words, and what fits in every other text field."""
    made = []
    for start in range(0, len(PAYLOADS), A_PAGE):
        batch = PAYLOADS[start : start + A_PAGE]
        report = {
            "external_ref": f"S7-{start}",
            "raised_at": "2026-05-04T10:30",
            "narrative": "\n\n".join(batch),
            "adult_wishes": "\n\n".join(reversed(batch)),
        }
        for turn, (name, longest) in enumerate(SHORT_TEXTS.items()):
            fits = [
                p
                for p in PAYLOADS[(start + turn * 53) % len(PAYLOADS) :] + PAYLOADS
                if len(p) <= longest and "\n" not in p
            ]
            report.setdefault(name, fits[0] if fits else "")
        made.append(report)
    return made


def test_there_are_payloads_enough_and_the_check_sees_them_when_they_live():
    assert len(PAYLOADS) >= 500
    caught = [p for p in PAYLOADS if live_nodes(f"<html><body><p title='x'>{p}</p></body></html>")]
    assert len(caught) > 250
    assert live_nodes('<a href="javascript:x">x</a>')
    assert not live_nodes('<a href="/a">x</a><script src="/static/a.js"></script>')


def by_form(client) -> None:
    for report in reports():
        own = [dict(answer) for answer in ANSWERS]
        for answer in own:
            answer.update({name: report[name] for name in answer if name in report})
        own[4] = {
            "adult_given_name": report["adult_given_name"],
            "adult_family_name": report["adult_family_name"],
        }
        own[12] = {name: report[name] for name in ("referrer_name", "referrer_agency", "referrer_contact")}
        own[8] = {
            "source_of_risk_relationship": "relative",
            "source_of_risk_name": report["source_of_risk_name"],
        }
        check = walk(client, own)
        assert "gtx" in look(client.get(check))
        sent = client.post(check)
        assert sent.status_code == 302, sent.content.decode()
        look(client.get(sent["Location"]))


def by_api(client) -> None:
    token = {"Authorization": f"Bearer {agency_system()[0]}"}
    for report in reports():
        answer = client.post(
            "/api/v1/concerns", json.dumps(report), content_type="application/json", headers=token
        )
        assert answer.status_code == 201, answer.content
        assert answer["Content-Type"].startswith("application/json")
        wrong = client.post(
            "/api/v1/concerns",
            json.dumps({report["narrative"]: "x", "place": report["narrative"]}),
            content_type="application/json",
            headers=token,
        )
        assert (wrong.status_code, wrong["X-Content-Type-Options"]) == (422, "nosniff")
        assert wrong["Content-Type"].startswith("application/json")


def by_file(tmp_path) -> None:
    path = tmp_path / "<img src=x onerror=alert(1)>.csv".replace("/", "")
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.DictWriter(out, FIELDS)
        rows.writeheader()
        rows.writerows(reports())
    call_command("import_concerns", str(path))


@pytest.mark.parametrize("door", ["form", "api", "file"])
def test_what_comes_by_any_door_is_shown_as_it_was_written_and_does_nothing(
    client, client_of, front_door, monkeypatch, tmp_path, door
):
    for limit in ("BEGUN_AN_HOUR", "SENT_AN_HOUR"):
        monkeypatch.setattr(f"goldenthread.web.public.views.{limit}", 10_000)
    {"form": lambda: by_form(client), "api": lambda: by_api(client), "file": lambda: by_file(tmp_path)}[
        door
    ]()
    staff = client_of(front_door)
    rows = list(Concern.objects.order_by("received_at"))
    assert len(rows) == len(reports())
    seen = ""
    for row in rows:
        answer = staff.get(f"/concerns/{row.pk}")
        assert answer.status_code == 200
        seen += told(look(answer))
    missing = [p for p in PAYLOADS if _WIDE.sub(" ", p).replace("\n", "") not in seen]
    assert missing == []
    for list_of in ("/concerns/", "/desk/"):
        assert "gtx" in look(staff.get(list_of)) or list_of == "/desk/"


def plant(turn: int) -> int:
    """Put a payload into every cell of every text column that holds people's words. Returns how many cells."""
    cells = 0
    for model in apps.get_models():
        if model._meta.app_label not in (
            "people",
            "letters",
            "concerns",
            "enquiries",
            "access",
        ) or model.__name__ in ("TrailRow", "TrailHead", "Running", "Tally", "ApiToken", "SentForm"):
            continue
        texts = [
            f for f in model._meta.concrete_fields
            if isinstance(f, (models.TextField, models.CharField)) and not f.choices and not f.primary_key and not f.unique and not isinstance(f, models.EmailField)
            and (f.max_length or 500) >= 40 and not f.generated and f.name not in ("reference", "about_reference", "deed", "password", "team", "subject_kind")
        ]  # fmt: skip
        for row in model._default_manager.all():
            changed = {}
            for each in texts:
                if getattr(row, each.attname):
                    fits = PAYLOADS[(turn + cells * 7) % len(PAYLOADS)]
                    changed[each.attname] = fits[: each.max_length] if each.max_length else fits
                    cells += 1
            if changed:
                model._default_manager.filter(pk=row.pk).update(**changed)
    return cells


def test_no_page_of_any_role_lets_a_stored_text_live(cast, client_of):
    world = build(cast)
    pages, seen = 0, set()
    for turn in range(3):
        assert plant(turn * 170) >= 100
        for role in (
            Role.MANAGER,
            Role.FRONT_DOOR,
            Role.SOCIAL_WORKER,
            Role.PROVIDER_MANAGER,
            Role.PARTNER,
            Role.COMMISSIONER,
            Role.ADMINISTRATOR,
            Role.AUDITOR,
        ):
            if turn and role is not Role.MANAGER:
                continue
            client = client_of(cast[role])
            cases = (
                list(world.cases.values())
                if role is Role.MANAGER
                else [world.cases["provider" if role is Role.PROVIDER_MANAGER else "police"]]
            )
            for case in cases[:2]:
                for name, address, row in addresses(case.values):
                    if "GET" not in row.methods or (name.startswith(("api:", "account:sign_out"))):
                        continue
                    answer = client.get(address)
                    if answer.status_code == 200:
                        seen |= set(re.findall(r"gtx\d+x", look(answer)))
                        pages += 1
    print(f"{pages} pages, {len(seen)} payloads seen on them")
    assert pages > 300
    assert len(seen) > 100


@pytest.mark.browser
def test_in_a_real_browser_nothing_happens(page, served, sign_in, front_door, client):
    token = {"Authorization": f"Bearer {agency_system()[0]}"}
    half = len(PAYLOADS) // 2
    for number, part in enumerate((PAYLOADS[:half], PAYLOADS[half:])):
        words = "\n\n".join(part)[:20_000]
        body = {
            "external_ref": f"B{number}",
            "raised_at": "2026-05-04T10:30",
            "narrative": words,
            "adult_family_name": part[0][:100],
            "adult_wishes": "\n".join(part)[:5000],
        }
        assert (
            client.post(
                "/api/v1/concerns", json.dumps(body), content_type="application/json", headers=token
            ).status_code
            == 201
        )
    happened = []
    page.on("dialog", lambda dialog: (happened.append(dialog.message), dialog.dismiss()))
    page.on(
        "console",
        lambda message: happened.append(message.text) if "Content Security Policy" in message.text else None,
    )
    page.on(
        "request",
        lambda request: happened.append(request.url) if not request.url.startswith(served) else None,
    )
    sign_in(page, front_door)
    for row in Concern.objects.all():
        page.goto(f"{served}/concerns/{row.pk}")
        page.wait_for_timeout(timedelta(milliseconds=300).total_seconds() * 1000)
        assert (
            page.locator(
                "main :is(script, iframe, object, embed, style, base, [onerror], [onload], [onfocus], [style])"
            ).count()
            == 0
        )
        assert "gtx" in page.inner_text("main")
    assert happened == []
