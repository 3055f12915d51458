"""The question sets: shipped as files, kept as numbered versions, frozen for a cycle when it opens."""

from __future__ import annotations

import tomllib
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from uuid import UUID

from db import queries
from db.connection import Cursor
from domain.forms import Form, Template, digest, from_json, question_from, to_json

FOLDER = Path(__file__).parent / "form_sets"
_sql = queries.load("forms")


@cache
def shipped_sets() -> dict[str, dict[Form, Template]]:
    """Every set that ships: name -> form -> template."""
    return {file.stem: _read(file) for file in sorted(FOLDER.glob("*.toml"))}


def _read(file: Path) -> dict[Form, Template]:
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return {form: Template(form, tuple(question_from(question) for question in data[form.value])) for form in Form}


def shipped(cursor: Cursor, form_set: str, now: datetime) -> tuple[UUID, UUID]:
    """The ids of the employee's and the manager's form of a shipped set; published when new or changed."""
    templates = shipped_sets()[form_set]
    return (
        _publish(cursor, form_set, templates[Form.EMPLOYEE_PREPARATION], now),
        _publish(cursor, form_set, templates[Form.MANAGER_PREPARATION], now),
    )


def _publish(cursor: Cursor, form_set: str, template: Template, now: datetime) -> UUID:
    content = to_json(template)
    newest = _sql.newest_version.one(cursor, form_set=form_set, form=template.form.value)
    if newest and newest["sha256"] == digest(content):
        return UUID(str(newest["id"]))
    return UUID(
        str(
            _sql.publish.value(
                cursor,
                form_set=form_set,
                form=template.form.value,
                version=newest["version"] + 1 if newest else 1,
                content=content,
                sha256=digest(content),
                published_at=now,
            )
        )
    )


@lru_cache(maxsize=64)
def _template(content: str) -> Template:
    return from_json(content)


def template(cursor: Cursor, version_id: UUID) -> Template:
    """The form of one version, as it was frozen."""
    return _template(str(_sql.content.value(cursor, id=version_id)))
