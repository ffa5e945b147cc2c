"""Forms of account."""

from __future__ import annotations

from typing import Any

from goldenthread.kit import forms as kit


class SignInForm(kit.KitForm):
    """Email and password."""

    about_me = True

    email = kit.Email("Email address", needed="Type your email address")
    password = kit.Password("Password", needed="Type your password")
    next = kit.Hidden(required=False)


class PasswordForm(kit.KitForm):
    """A new password, typed once: it can be shown while typing."""

    old_password = kit.Password("Your password now", needed="Type your password now")
    new_password = kit.Password(
        "New password",
        hint="At least 12 characters. Three or four words that do not belong together are good and easy to remember.",
        needed="Type a new password",
    )
    next = kit.Hidden(required=False)

    def clean(self) -> dict[str, Any]:
        """The new one must be another one."""
        data = super().clean() or self.cleaned_data
        if data.get("new_password") and data.get("new_password") == data.get("old_password"):
            self.add_error("new_password", "Choose a password that is not the one you have now")
        return data
