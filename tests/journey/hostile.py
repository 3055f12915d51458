"""What somebody malicious, or only unlucky, might type. Every text must be read as it was typed."""

from __future__ import annotations

ELSEWHERE = "https://elders.example"
_RIGHT_TO_LEFT, _BACK = "\u202e", "\u202c"
TEXTS: dict[str, str] = {
    "picture": f"![foto]({ELSEWHERE}/a.png)",
    "link": f"[klik hier](javascript:window.__xss=1) [of hier]({ELSEWHERE}/b)",
    "address": f"{ELSEWHERE}/c www.elders.example iemand@elders.example",
    "tag": "<img src=x onerror=window.__xss=1>",
    "script": "<script>window.__xss=1</script>",
    "frame": f"<iframe src='{ELSEWHERE}/d'></iframe><style>body{{display:none}}</style>",
    "icon": ":material/delete: :streamlit: :smile:",
    "colour": ":red[rood] :blue-background[blauw] :small[klein] :red-badge[te laat]",
    "formula": "$\\frac{1}{2}$ en $$\\href{javascript:window.__xss=1}{x}$$",
    "marks": "**vet** _schuin_ `code` ~~weg~~ # kop\\n- punt",
    "table": "| a | b | --- | <!-- stil -->",
    "entity": "&lt;b&gt; &amp; &#x26; &nbsp;",
    "direction": f"rechts {_RIGHT_TO_LEFT}sknil{_BACK} en verder",
    "emoji": "👩🏽‍💻 🏳️‍🌈 é e\u0301 ﷽",
    "sheet": "=HYPERLINK(A1) +1 @SUM {name} {{7*7}} ${7*7} %s",
}
LONG = "woord " * 1_666 + "eind"  # 10,000 signs
