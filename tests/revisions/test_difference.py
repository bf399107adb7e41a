"""Whole revisions: empty against themselves, vocabulary, the formats."""

from pathlib import Path

import pytest

from checker.comparing.difference import compare_revisions
from checker.comparing.rows import Rows
from checker.comparing.rules import applied
from checker.loading.instance import load_instance
from checker.revisions.rendering import DIFF_FORMATS, render_difference

GOLDENS = Path(__file__).parent / "goldens"
REPOSITORY = Path(__file__).parents[2]


def test_a_revision_does_not_differ_from_itself(old, new) -> None:
    repository = load_instance(REPOSITORY).policies["complaint-handling"]
    for revision in (old, new, *repository.revisions):
        found = compare_revisions(revision, revision)
        assert not found
        assert found.direction == "none"
        for name in ("text", "markdown", "html"):
            assert "两个修订没有差别" in render_difference(found, None, name, "zh")


def test_the_repository_is_read_both_ways() -> None:
    instance = load_instance(REPOSITORY)
    a, *_, b = instance.policies["complaint-handling"].revisions
    for before, after in ((a, b), (b, a)):
        found = compare_revisions(before, after)
        assert applied(before.rules, found.rules) == after.rules_by_id
        for lang in ("zh", "en"):
            for name in DIFF_FORMATS:
                assert render_difference(found, instance.organization, name, lang)


def test_vocabulary(old, new) -> None:
    assert Rows(compare_revisions(old, new), None, "zh").vocabulary() == [
        "栏目“严重程度”（severity）：必填由“否”改为“自受理起”（更严）",
        "选项“严重程度 轻微”（severity.low）：名称由“一般”改为“轻微”",
        "新增选项“严重程度 特别重大”（severity.extreme）",
        "删除栏目“特别照顾”（special）",
        "新增事件类型“视频沟通”（video-met）",
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", DIFF_FORMATS)
def test_formats(name, lang, instance, old, new, golden) -> None:
    text = render_difference(compare_revisions(old, new), instance.organization, name, lang)
    golden(GOLDENS / f"diff-{lang}.{name}", text)
