"""Bring the compiled front-end files into the house, cleaned. Run by hand when a version is raised:

    python scripts/vendor_frontend.py govuk-frontend-6.3.0.tgz ministryofjustice-frontend-11.1.0.tgz axe-core-4.14.1.tgz

Each argument is a package's archive, downloaded beforehand. From each only what a page needs is kept, then cleaned:
no GDS Transport (its licence covers gov.uk only), no crown, no crest, no source-map comments, image addresses relative.
Raise the macros (govuk-frontend-jinja) and these files together: ``tests/kit/test_parity.py`` must stay at 100 %.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "goldenthread" / "kit" / "static" / "kit"
ASSETS = ROOT / "tests" / "assets"
OUR_FONTS = "Helvetica Neue,Helvetica,Arial,sans-serif"
NEVER = ("GDS Transport", "@font-face", "govuk-crest", "sourceMappingURL", "url(/")

MIT = """{holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

Changed here: the GDS Transport font, the crown and the crest are removed and image addresses are relative.
"""


class Package:
    """One opened archive: its ``name``, ``version`` and files by their path inside ``package/``."""

    def __init__(self, archive: Path) -> None:
        with tarfile.open(archive) as tar:
            files = {m.name.removeprefix("package/"): tar.extractfile(m) for m in tar if m.isfile()}
            self.files = {name: handle.read() for name, handle in files.items() if handle}
        about = json.loads(self.files["package.json"])
        self.name, self.version = about["name"], about["version"]

    def text(self, path: str) -> str:
        """A file as text. Raises KeyError when the package has none of that name."""
        return self.files[path].decode()


def clean_css(css: str) -> str:
    """Style sheet without fonts of others, crest and source map, its images looked for in ``images/`` beside it."""
    css = re.sub(r"@font-face\s*\{[^}]*\}", "", css)
    css = re.sub(r'"?GDS Transport"?,\s*arial,\s*sans-serif', OUR_FONTS, css, flags=re.IGNORECASE)
    css = re.sub(r"(?:-webkit-)?(?:background-image|mask-image):url\([^)]*govuk-crest[^)]*\);?", "", css)
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    return css.replace("url(/assets/images/", "url(images/").strip() + "\n"


def clean_js(js: str) -> str:
    """Script without its source-map comment."""
    return re.sub(r"//# sourceMappingURL=\S*", "", js).strip() + "\n"


def put(path: Path, content: str | bytes) -> None:
    """Write a file, refusing text which still holds what may not enter. Raises SystemExit naming the file."""
    if isinstance(content, str):
        left = [word for word in NEVER if word in content and path.suffix in {".css", ".js"}]
        if left:
            raise SystemExit(
                f"{path.name}: {', '.join(left)} is still in it; the cleaning rules need another look"
            )
        content = content.encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    print(f"{len(content):>9,}  {path.relative_to(ROOT)}")


def take_compiled(package: Package, source: str, stem: str, target: Path, holder: str) -> None:
    """The minified sheet, the images it names, and the licence."""
    css = clean_css(package.text(f"{source}/{stem}.min.css"))
    put(target / f"{stem}.min.css", css)
    for image in sorted(set(re.findall(r"url\(images/([^)]+)\)", css))):
        put(target / "images" / image, package.files[f"{source}/assets/images/{image}"])
    about = f"{package.name} {package.version}\n\nThe MIT License (MIT)\n\n"
    put(target / "LICENCE.txt", about + MIT.format(holder=holder))


def take_govuk(package: Package) -> None:
    """GOV.UK Frontend, and its fixtures for the parity test."""
    holder = "Copyright (C) 2017 Crown Copyright (Government Digital Service)"
    take_compiled(package, "dist/govuk", "govuk-frontend", STATIC / "govuk", holder)
    script = clean_js(package.text("dist/govuk/govuk-frontend.min.js"))
    put(STATIC / "govuk" / "govuk-frontend.min.js", script)
    fixtures = {
        path.split("/")[-2]: [
            {"name": f["name"], "options": f["options"], "html": f["html"]}
            for f in json.loads(raw)["fixtures"]
        ]
        for path, raw in sorted(package.files.items())
        if path.endswith("/fixtures.json")
    }
    packed = gzip.compress(
        json.dumps({"version": package.version, "components": fixtures}).encode(), 9, mtime=0
    )
    put(ASSETS / "govuk-fixtures.json.gz", packed)


def take_moj(package: Package) -> None:
    """The looks of the Ministry of Justice's timeline and sub navigation. None of its scripts is used, so none is kept."""
    holder = "Copyright (c) 2021 dxw; Ministry of Justice (the package states the MIT licence)"
    take_compiled(package, "moj", "moj-frontend", STATIC / "moj", holder)


def take_axe(package: Package) -> None:
    """The accessibility checker, for tests only."""
    put(ASSETS / "axe.min.js", clean_js(package.text("axe.min.js")))
    put(ASSETS / "axe.LICENSE.txt", package.text("LICENSE"))
    put(ASSETS / "axe.LICENSE-3RD-PARTY.txt", package.text("LICENSE-3RD-PARTY.txt"))


TAKERS: dict[str, Callable[[Package], None]] = {
    "govuk-frontend": take_govuk,
    "@ministryofjustice/frontend": take_moj,
    "axe-core": take_axe,
}


def main(archives: list[str]) -> None:
    """Vendor each archive. Raises SystemExit with words when none is given or one is unknown."""
    if not archives:
        raise SystemExit(__doc__)
    for archive in archives:
        package = Package(Path(archive))
        if package.name not in TAKERS:
            raise SystemExit(f"{archive} is {package.name}; known are {', '.join(TAKERS)}")
        print(f"{package.name} {package.version}")
        TAKERS[package.name](package)


if __name__ == "__main__":
    main(sys.argv[1:])
