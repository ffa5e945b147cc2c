"""What may not enter has not entered, and production can gather and rename the files."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

import goldenthread.kit
from goldenthread.kit.storage import KitStaticFilesStorage

STATIC = Path(goldenthread.kit.__file__).parent / "static" / "kit"
ROOT = Path(goldenthread.kit.__file__).parents[2]
FILES = [path for path in STATIC.rglob("*") if path.is_file()]
TEXTS = [path for path in FILES if path.suffix in {".css", ".js", ".svg"}]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_font_crown_crest_or_source_map(path):
    text = path.read_text()
    for word in (
        "GDS Transport",
        "@font-face",
        "sourceMappingURL",
        "govuk-crest",
        "crest.svg",
        "govuk-logotype-crown",
        "url(/",
    ):
        assert word not in text, f"{word} in {path.name}"


def test_no_file_of_theirs_that_is_not_ours_to_use():
    names = [path.name for path in FILES]
    assert not [name for name in names if re.search(r"crown|crest|logotype|\.woff|\.map$|opengraph", name)]
    assert names.count("LICENCE.txt") == 2


def test_every_address_in_a_sheet_leads_to_a_file():
    for sheet in STATIC.rglob("*.css"):
        for address in re.findall(r"url\(([^)]+)\)", sheet.read_text()):
            if not address.strip("\"'").startswith("data:"):
                assert (sheet.parent / address.strip("\"'")).is_file(), f"{address} in {sheet.name}"


def test_the_cleaning_rules_clean():
    spec = importlib.util.spec_from_file_location("vendor_frontend", ROOT / "scripts" / "vendor_frontend.py")
    vendor = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(vendor)
    dirty = (
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}a{font-family:GDS Transport,arial,sans-serif}"
        "b{background-image:url(/assets/images/govuk-crest.svg);color:red}c{background:url(/assets/images/x.svg)}"
        "/*# sourceMappingURL=a.css.map */"
    )
    clean = vendor.clean_css(dirty)
    assert (
        clean
        == "a{font-family:Helvetica Neue,Helvetica,Arial,sans-serif}b{color:red}c{background:url(images/x.svg)}\n"
    )
    with pytest.raises(SystemExit):
        vendor.put(STATIC / "never-written.css", dirty)
    assert not (STATIC / "never-written.css").exists()


def test_production_names_files_by_content_and_scripts_follow(tmp_path, settings):
    settings.STATIC_ROOT = str(tmp_path)
    settings.STATIC_URL = "/static/"
    source = FileSystemStorage(location=STATIC.parent)
    storage = KitStaticFilesStorage(location=str(tmp_path), base_url="/static/")
    paths = {}
    for path in FILES:
        name = path.relative_to(STATIC.parent).as_posix()
        with path.open("rb") as handle:
            storage.save(name, File(handle))
        paths[name] = (source, name)
    failures = [(name, done) for name, _, done in storage.post_process(paths) if isinstance(done, Exception)]
    assert failures == []
    init = (tmp_path / storage.stored_name("kit/kit.js")).read_text()
    assert re.search(r'from "\./govuk/govuk-frontend\.min\.[0-9a-f]{12}\.js"', init)
