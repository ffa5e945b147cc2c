"""What is wrong with a text that is not TOML, in words for somebody who has never written it."""

from __future__ import annotations

import re
import tomllib

_KEY = re.compile(r"^\s*(?:([A-Za-z0-9_.\-]+)\s*=|(\[{1,2}[^\]=]*))")
_CURLY = re.compile(r"=[\s\[{]*[“”‘’„]")
# The parser's words, and what to do. The first that fits is told.
_TOLD = (
    ("cannot overwrite a value", "this key stands twice; keep one of the two"),
    ("twice", "this heading stands twice; keep one, or write it in double brackets where it begins one of many"),
    ("illegal character '\\n'", "words in quotes end with a quote in the same line; for several lines write three quotes before and after"),
    ("unterminated string", "three quotes open words of several lines here, and nothing closes them"),
    ("array declaration", "double brackets open this heading: close it with two as well, as in [[items]]"),
    ("table declaration", "a bracket opens this heading: close it, as in [documents.guidance]"),
    ("unclosed array", "a list is opened with [ and not closed: write ] after its last entry, and a comma between entries"),
    ("inline table", "between { and } stand keys with commas between them, as in { value = 1, label = \"Yes\" }"),
    ("backslash", "write two backslashes for one, or take it out"),
    ("unescaped", "write two backslashes for one, or take it out"),
    ("expected '='", "write a key, an equals sign and a value, as in title = \"Our standard\"; a note begins with #"),
    ("invalid statement", "write a key, an equals sign and a value, as in title = \"Our standard\"; a note begins with #"),
    ("invalid value", "write words in straight quotes, whole numbers without quotes, and lists in square brackets"),
    ("after a statement", "something stands behind the value; is a quote inside the words? Write ’ or \\\" there, and each key in a line of its own"),
)  # fmt: skip


def not_toml(text: str, bad: tomllib.TOMLDecodeError) -> tuple[int, str, str]:
    """The line, from 1; the key or heading that stands in it, or the whole file; and what to do."""
    at = re.search(r"at line (\d+)", str(bad))
    lines = text.split("\n")
    line = min(int(at.group(1)) if at else len(lines), len(lines))
    message = re.sub(r" \(at .*\)$", "", str(bad))
    written = lines[line - 1]
    known = _KEY.match(written)
    key = (known[1] or known[2].strip("[] \t")) if known else ""
    if _CURLY.search(written):
        words = 'write straight quotes (") around words, not the curly ones that word processors make'
    else:
        words = next(
            (told for sign, told in _TOLD if sign in message.lower()), message[0].lower() + message[1:]
        )
    return line, key or "(whole file)", f"this is not TOML: {words}. What follows was not read"
