"""Settings: accounts, agencies, tokens and the local policy. No casework and no adult's name."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.access import procedures, queries, settings_queries
from goldenthread.access.vocabulary import AgencyKind
from goldenthread.ground import local_policy, moment
from goldenthread.kit.display import plural
from goldenthread.kit.presenters import Column, Link, Page, Row, Table, Tag
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request
from goldenthread.web.routes import opens
from goldenthread.web.settings.forms import AccountForm, AgencyForm, ChangeForm, FindForm, TokenForm

_AREAS = (
    ("settings:accounts", "Accounts"),
    ("settings:agencies", "Agencies"),
    ("settings:tokens", "Tokens"),
    ("settings:policy", "Local policy"),
)


def _areas(request: Request) -> list[Link]:
    shown = [(reverse(name), text) for name, text in _AREAS if opens(name, request.viewer.role)]
    return [Link(text, href, current=request.path.startswith(href)) for href, text in shown]


def home(request: Request) -> HttpResponse:
    """To the accounts, which is what an administrator mostly comes for."""
    return HttpResponseRedirect(reverse("settings:accounts"))


def accounts(request: Request) -> HttpResponse:
    """Every account, with a search."""
    form = FindForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    number = int(request.GET.get("page", "1")) if request.GET.get("page", "1").isdigit() else 1
    found, total = settings_queries.accounts(request.viewer, words=words, page=number)
    columns = (
        Column("name", "Name", row_header=True),
        Column("role", "Role"),
        Column("agency", "Agency"),
        Column("email", "Email"),
        Column("state", "State"),
    )
    rows = [
        {
            "name": Link(each.name, reverse("settings:account", args=[each.id])),
            "role": each.role,
            "agency": each.agency + (f", {each.team}" if each.team else ""),
            "email": each.email,
            "state": Tag("Open", "green") if each.active else Tag("Closed"),
        }
        for each in found
    ]
    context = {
        "title": "Accounts",
        "areas": _areas(request),
        "form": form,
        "table": Table("Accounts", columns, rows, empty="No account fits this search.", caption_hidden=True),
        "pages": Page(
            number, max(1, -(-total // settings_queries.PAGE)), total, f"?{urlencode({'q': words})}&page="
        ),
        "total": total,
    }
    return page(request, "settings/accounts.html", context)


def add_account(request: Request) -> HttpResponse:
    """Add an account. Its first password is shown once, to be told to its owner."""
    form = AccountForm(request.POST or None, agencies=queries.agencies())
    first: dict[str, str] = {}

    def add(typed: dict[str, str]) -> UUID:
        account_id = procedures.add_account(
            request.viewer, email=typed["email"], password=None, **form.values
        )
        first["password"] = procedures.give_new_password(request.viewer, account_id=account_id)
        return account_id

    sent = posted(request, form, add)
    if sent:
        return _shown_once(
            request,
            "The account is made",
            f"First password of {form.cleaned_data['email']}",
            first["password"],
        )
    return page(
        request,
        "settings/form.html",
        {"form": form, "title": "Add an account", "submit": "Add account", "to": "accounts"},
    )


def account(request: Request, account_id: UUID) -> HttpResponse:
    """Look at one account and change it; the person is then signed out everywhere."""
    held = settings_queries.account(request.viewer, account_id)
    start = {"name": held.name, "role": held.role, "agency": str(held.agency_id), "team": held.team}
    start["active"] = "yes" if held.active else "no"
    form = ChangeForm(request.POST or None, agencies=queries.agencies(), version=held.version, initial=start)
    sent = posted(
        request,
        form,
        lambda typed: procedures.change_account(
            request.viewer,
            account_id=account_id,
            version=typed["version"],
            active=typed["active"] == "yes",
            **form.values,
        ),
        version=held.version,
    )
    if sent:
        messages.success(request, f"The account of {form.cleaned_data['name']} is changed.")
        return redirect("settings:accounts")
    mine = account_id == request.viewer.user_id
    return page(
        request, "settings/account.html", {"form": form, "title": held.name, "account": held, "mine": mine}
    )


def new_password(request: Request, account_id: UUID) -> HttpResponse:
    """Give an account a new password, shown once."""
    fresh = procedures.give_new_password(request.viewer, account_id=account_id)
    held = settings_queries.account(request.viewer, account_id)
    return _shown_once(request, "A new password is set", f"New password of {held.email}", fresh)


def agencies(request: Request) -> HttpResponse:
    """Every agency, and adding one."""
    form = AgencyForm(request.POST or None)
    sent = posted(
        request,
        form,
        lambda typed: procedures.add_agency(
            request.viewer, name=typed["name"], kind=AgencyKind(typed["kind"]), email=typed["email"]
        ),
    )
    if sent:
        messages.success(request, f"{form.cleaned_data['name']} is added.")
        return redirect("settings:agencies")
    context = {
        "title": "Agencies",
        "areas": _areas(request),
        "form": form,
        "agencies": settings_queries.all_agencies(request.viewer),
    }
    return page(request, "settings/agencies.html", context)


def agency_open(request: Request, agency_id: UUID) -> HttpResponse:
    """Close an agency or open it again."""
    procedures.set_agency_open(request.viewer, agency_id=agency_id, active=request.POST.get("open") == "yes")
    messages.success(request, "The agency is changed.")
    return redirect("settings:agencies")


def tokens(request: Request) -> HttpResponse:
    """Tokens of agencies' systems, and making one, which is shown once."""
    form = TokenForm(request.POST or None, agencies=queries.agencies())
    sent = posted(
        request,
        form,
        lambda typed: procedures.issue_token(
            request.viewer, agency_id=UUID(typed["agency"]), label=typed["label"]
        ),
    )
    if sent and sent.result:
        return _shown_once(
            request, "The token is made", f"Token for {form.cleaned_data['label']}", sent.result, "tokens"
        )
    context = {
        "title": "Tokens",
        "areas": _areas(request),
        "form": form,
        "tokens": settings_queries.tokens(request.viewer),
    }
    return page(request, "settings/tokens.html", context)


def revoke_token(request: Request, token_id: UUID) -> HttpResponse:
    """Make a token worthless at once."""
    procedures.revoke_token(request.viewer, token_id=token_id)
    messages.success(request, "The token is worthless from now on.")
    return redirect("settings:tokens")


def policy(request: Request) -> HttpResponse:
    """The local policy in force today, as the rules use it. It is changed in its file, never here."""
    editions = local_policy.current()
    edition = editions.on(moment.today())
    clocks = [
        {
            "label": clock.label,
            "starts": f"{clock.starts.capitalize()} → {clock.stops}",
            "days": "the same day"
            if not clock.days
            else f"{clock.days} {clock.unit} {'day' if clock.days == 1 else 'days'}",
            "source": clock.source,
        }
        for clock in edition.clocks.values()
    ]
    columns = (
        Column("label", "Clock", row_header=True),
        Column("starts", "Starts and stops"),
        Column("days", "Time"),
        Column("source", "Where the figure comes from"),
    )
    context = {
        "title": "Local policy",
        "areas": _areas(request),
        "edition": edition,
        "others": [each for each in editions.editions if each is not edition],
        "rows": _policy_rows(edition),
        "clocks": Table("Clocks", columns, clocks),
    }
    return page(request, "settings/policy.html", context)


def _policy_rows(edition: local_policy.Edition) -> list[Row]:
    level = edition.sign_off.no_further_action_from_level
    danger = (
        ", and always where there was immediate danger" if edition.sign_off.immediate_danger_always else ""
    )
    return [
        Row("Council", edition.council),
        Row("Edition", edition.edition),
        Row("In force from", edition.effective),
        Row("No further action", f"A second person signs off from level {level}{danger}"),
        Row(
            "Standing still",
            f"Open work is shown as standing still after {plural(edition.work.stands_still_after, 'working day')} without a deed",
        ),
        Row(
            "Small numbers",
            f"Counts under {edition.small_numbers.hide_below} are not shown outside the council",
        ),
        Row(
            "Days the council is closed",
            ", ".join(day.isoformat() for day in edition.closure_days) or "Bank holidays only",
        ),
        Row("Phone", f"{edition.phone}; out of hours {edition.out_of_hours_phone}"),
        Row("Email", edition.email),
    ]


def _shown_once(request: Request, title: str, label: str, secret: str, to: str = "accounts") -> HttpResponse:
    context = {"title": title, "label": label, "secret": secret, "to": reverse(f"settings:{to}")}
    return page(request, "settings/shown_once.html", context)
