"""`make i18n`: sort every catalogue, and list what misses, differs or is not used."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from i18n.catalogue import LOCALES, PLACEHOLDER
from settings import ROOT

ROOMS = ("cli.py", "components", "db", "domain", "pages", "web")
_HEADER = """# Texts of Jaarplan: msgctxt is the key, msgid English, msgstr the translation.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def catalogues() -> dict[Path, list[Message]]:
    """Every catalogue file with its messages."""
    found: dict[Path, list[Message]] = {}
    for file in sorted(LOCALES.glob("*/*.po")):
        with file.open("rb") as handle:
            catalogue: Catalog = read_po(handle, locale=file.parent.name)
        found[file] = [message for message in catalogue if message.id]
    return found


def _forms(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(form) for form in value]  # type: ignore[attr-defined]


def problems(found: dict[Path, list[Message]]) -> list[str]:
    """Missing translations, other placeholders than the English, keys that occur twice."""
    rows: list[str] = []
    for file, messages in found.items():
        for message in messages:
            rows += [f"{file.name}: {message.context}: {why}" for why in _wrong(message)]
    for language in {file.parent.name for file in found}:
        keys = Counter(m.context for file, ms in found.items() if file.parent.name == language for m in ms)
        rows += [f"{language}: {key} occurs {count} times" for key, count in keys.items() if count > 1]
    return rows


def _wrong(message: Message) -> list[str]:
    english, translated = _forms(message.id), _forms(message.string)
    if not all(text.strip() for text in translated):
        return ["no translation"]
    if {p for text in english for p in PLACEHOLDER.findall(text)} != {
        p for text in translated for p in PLACEHOLDER.findall(text)
    }:
        return ["other placeholders than the English text"]
    return []


def unused(found: dict[Path, list[Message]]) -> list[str]:
    """Keys that no code names, as a whole or by the part before its last dot (tables build those)."""
    code = "\n".join(file.read_text(encoding="utf-8") for room in ROOMS for file in _sources(ROOT / room))
    named = set(re.findall(r"[a-z_]+(?:\.[a-z_0-9]+)+", code))
    prefixes = set(re.findall(r"[\"'`]([a-z_]+\.[a-z_.]*)\{", code))
    keys = {str(message.context) for messages in found.values() for message in messages}
    return sorted(k for k in keys if k not in named and not any(k.startswith(prefix) for prefix in prefixes))


def _sources(room: Path) -> list[Path]:
    if room.is_file():
        return [room]
    return [each for each in room.rglob("*") if each.suffix in {".py", ".html", ".toml", ".js"}]


def write(file: Path, messages: list[Message]) -> None:
    """The catalogue again: same messages by key, one form of writing."""
    parts = [_HEADER.format(language=file.parent.name)]
    parts += [_entry(message) for message in sorted(messages, key=lambda m: str(m.context))]
    file.write_text("\n".join(parts), encoding="utf-8")


def _entry(message: Message) -> str:
    english, translated = _forms(message.id), _forms(message.string)
    lines = [f"msgctxt {_quoted(str(message.context))}", f"msgid {_quoted(english[0])}"]
    if len(english) > 1:
        lines.append(f"msgid_plural {_quoted(english[1])}")
        lines += [f"msgstr[{n}] {_quoted(text)}" for n, text in enumerate(translated)]
    else:
        lines.append(f"msgstr {_quoted(translated[0])}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def main() -> int:
    """Sort, then report; 1 when something misses."""
    found = catalogues()
    wrong = problems(found)
    for file, messages in found.items():
        write(file, messages)
    for row in [*wrong, *(f"not used: {key}" for key in unused(found))]:
        sys.stdout.write(row + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
