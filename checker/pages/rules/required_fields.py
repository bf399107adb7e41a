"""The program's own rule: what must be filled in, from the fields of the current revision."""

from __future__ import annotations

from checker.model.policy import Policy, Revision
from checker.pages.html import el, esc, table
from checker.pages.labels import (
    FIXED_RULES,
    REQUIRED_FIELD,
)
from checker.pages.page import Page, heading
from checker.pages.places import rule_page
from checker.pages.rules.basis import basis_links
from checker.pages.rules.findings import findings
from checker.pages.view import Site


def required_fields(site: Site, policy: Policy) -> Page:
    """The program's own rule: what must be filled, from the fields of the current revision."""
    here, revision = rule_page(policy.id, REQUIRED_FIELD), site.current(policy)
    title = FIXED_RULES[REQUIRED_FIELD]
    rows = [
        [
            esc(spec.label),
            esc(_since(revision, spec.required)),
            basis_links(here, revision, spec.basis),
            esc("公开" if spec.public else "不公开"),
        ]
        for spec in revision.fields.values()
    ]
    parts = [
        heading(1, title, REQUIRED_FIELD),
        el("p", esc("栏目写明必填的，空着就是违规：少填一栏不会让任何规则悄悄失效。")),
        heading(2, "栏目", "fields"),
        table(("栏目", "何时必填", "依据", "登记簿"), rows),
        heading(2, "当前结论", "findings"),
        findings(site, here, policy.id, REQUIRED_FIELD),
    ]
    return Page(path=here, title=title, parts=tuple(parts))


def _since(revision: Revision, required: bool | str) -> str:
    if isinstance(required, str):
        return f"{revision.event_label(required)}之后"
    return "立案时" if required else "可以不填"
