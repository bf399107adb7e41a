"""Chinese and English, and no string forgotten: in the source, in every help, in every message.

General on purpose: a new command, a new message, a new function that takes both languages is
looked at without a line being changed here.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from files.conftest import WORLD, Bench
from files.test_files import CASE, case_text, sentences

from checker import check
from checker.engine import Options, check_instance
from checker.loading.instance import load_instance
from checker.rules.base import Words
from checker.wording import describe

REPOSITORY = Path(__file__).parents[1]
SOURCES = sorted((REPOSITORY / "checker").rglob("*.py"))
CHINESE = re.compile("[\u3400-\u9fff\uff01-\uff5e\u3001-\u303f]+")
HAN = re.compile("[\u3400-\u9fff]")
SENTENCE = re.compile(r"\b[A-Za-z][a-z]+(?: [a-z]{2,}){2,}\b")
"""Three English words in a row or more."""
WORD = re.compile(r"[A-Za-z]{2,}")


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def named(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def literal(node: ast.AST) -> str | None:
    """The words of a literal, `{}` for what is put in; None for what is no literal."""
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(literal(part) or "{}" for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            halves = literal(left), literal(right)
            return None if halves == (None, None) else "".join(half or "{}" for half in halves)
        case _:
            return None


@cache
def two_tongued() -> dict[str, tuple[int, int]]:
    """Every function and class that takes `zh` and `en`, and where among what is passed by position."""
    found: dict[str, tuple[int, int]] = {"Say": (0, 1)}
    for file in SOURCES:
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name != "__init__":
                names = parameters(node)
                if "zh" in names and "en" in names:
                    found[node.name] = (names.index("zh"), names.index("en"))
    return found


def parameters(node: ast.FunctionDef | ast.ClassDef) -> list[str]:
    """What a function takes, or what makes a class: its `__init__`, else its fields."""
    if isinstance(node, ast.FunctionDef):
        names = [one.arg for one in (*node.args.posonlyargs, *node.args.args)]
        return names[1:] if names[:1] in (["self"], ["cls"]) else names
    made = [one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"]
    fields = (one.target for one in node.body if isinstance(one, ast.AnnAssign))
    return parameters(made[0]) if made else [one.id for one in fields if isinstance(one, ast.Name)]


def pairs(file: Path) -> Iterator[tuple[int, str, str]]:
    """Line, Chinese and English of every sentence that a file says."""
    for node in ast.walk(tree(file)):
        if not isinstance(node, ast.Call) or named(node) not in two_tongued():
            continue
        given = {one.arg: literal(one.value) for one in node.keywords}
        places = two_tongued()[named(node)]
        both = [
            given.get(name, literal(node.args[place]) if place < len(node.args) else None)
            for name, place in zip(("zh", "en"), places, strict=True)
        ]
        if None not in both:
            yield node.lineno, str(both[0]), str(both[1])


def bare(text: str) -> str:
    """A sentence without what is put into it, and without what is typed: options, paths, ids."""
    text = re.sub(r"\{[^{}]*\}", "", text)
    text = re.sub(r"https?:\S+|--?[a-z][a-z-]*|[\w.*<>-]*[/=_:][\w./*<>…-]*", "", text)
    return re.sub(r"\b(tousu|git|pip)\b[^，。；：（）]*", "", text)


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(REPOSITORY)))
def test_every_sentence_is_said_in_both_languages(file: Path) -> None:
    wrong = []
    for line, zh, en in pairs(file):
        if not zh.strip(" ，,、；;。:：") and not en.strip(" ,;.:"):
            continue  # what parts two sentences
        chinese_is = CHINESE.search(zh) or not WORD.search(bare(zh))
        english_is = not CHINESE.search(en) and en.strip()
        if not (zh.strip() and chinese_is and english_is):
            wrong.append(f"{file.name}:{line}: {zh!r} | {en!r}")
    assert wrong == []


def test_the_sentences_are_found() -> None:
    assert {"say", "tr", "fail", "note", "wrong"} <= two_tongued().keys()
    assert sum(len(list(pairs(file))) for file in SOURCES) > 1000


# --- nothing is said in one language alone

TOLD = {
    "echo",
    "secho",
    "help",
    "prompt",
    "confirm",
    "ClickException",
    "UsageError",
    "BadParameter",
}
CHINESE_BY_DESIGN = {
    "pages": "the site is Chinese",
    "schemas": "editors are told in Chinese first, then in the model's own English",
    "exporting/casesheets.py": "the form for those who live in a spreadsheet is the site's",
    "cli/language.py": "the library's words by their English",
    "cli/rule_story.py": "a key's Chinese stands before the key itself, which English readers see alone",
    "comparing/tokens.py": "what is one word in a Chinese text",
    "comparing/telling.py": "what a Chinese rule's title ends with",
    "comparing/sentence.py": "English is built beside it",
    "explaining/wording.py": "a week's days in one string beside the English list",
    "policychecks/lock.py": "the head of a file, in both languages",
    "formats/report/xlsx.py": "the name of a typeface",
    "formats/report/docx.py": "the name of a typeface",
    "revisions/rendering/diff_docx.py": "the names of typefaces",
}
"""Where Chinese stands alone, and why."""
SPOKEN = [
    file
    for file in SOURCES
    if not any(
        file.relative_to(REPOSITORY / "checker").as_posix().startswith(name)
        for name in CHINESE_BY_DESIGN
    )
]


def of_two(file: Path) -> set[int]:
    """The nodes below what says both: calls that take both, and pairs of one text in each."""
    inside: set[int] = set()
    for node in ast.walk(tree(file)):
        if (isinstance(node, ast.Call) and named(node) in two_tongued()) or _is_pair(node):
            inside |= {id(one) for one in ast.walk(node)}
    return inside


def _is_pair(node: ast.AST) -> bool:
    """`("逾期", "overdue")`, `"逾期" if zh else "overdue"`, `{"events": "事件"}`, `TEXT_ZH = …`."""
    match node:
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return _mixed(literal(part) for part in parts)
        case ast.IfExp(body=one, orelse=other):
            return _mixed(" ".join(words_in(part)) for part in (one, other))
        case ast.Dict(keys=keys):
            english = [WORD.search(literal(key) or "") for key in keys if key is not None]
            return any(english)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"))):
            return True  # what Chinese text is looked for by
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name.endswith("_ZH")
        case _:
            return False


def _mixed(texts: Iterable[str | None]) -> bool:
    chinese = [bool(HAN.search(text)) for text in texts if text]
    return len(chinese) > 1 and any(chinese) and not all(chinese)


def words_in(node: ast.AST) -> Iterator[str]:
    return (text for one in ast.walk(node) if (text := literal(one)))


def test_what_is_chinese_by_design_is_there() -> None:
    for name in CHINESE_BY_DESIGN:
        assert (REPOSITORY / "checker" / name).exists(), name


def docstrings(file: Path) -> set[int]:
    bodies = (getattr(node, "body", None) for node in ast.walk(tree(file)))
    statements = (one for body in bodies if isinstance(body, list) for one in body)
    return {id(one.value) for one in statements if isinstance(one, ast.Expr)}


@pytest.mark.parametrize("file", SPOKEN, ids=lambda file: str(file.relative_to(REPOSITORY)))
def test_nothing_is_said_in_one_language_alone(file: Path) -> None:
    skipped = of_two(file) | docstrings(file)
    chinese = [
        f"{file.name}:{node.lineno}: {node.value!r}"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        and id(node) not in skipped and HAN.search(node.value)
    ]  # fmt: skip
    english = [
        f"{file.name}:{node.lineno}: {text!r}"
        for node in ast.walk(tree(file)) if isinstance(node, ast.Call) and named(node) in TOLD
        for one in (*node.args, *(key.value for key in node.keywords))
        if id(one) not in skipped and (text := literal(one)) and SENTENCE.search(bare(text))
    ]  # fmt: skip
    assert chinese + english == []


@pytest.mark.parametrize("source", ['click.echo("nothing is owed now")', 'message = "没有待办"'])
def test_such_a_string_is_seen(source: str, tmp_path: Path) -> None:
    file = tmp_path / "slip.py"
    file.write_text(source, encoding="utf-8")
    with pytest.raises(AssertionError, match=r"slip\.py:1"):
        test_nothing_is_said_in_one_language_alone(file)


# --- help

WALK = """
import json, sys, click
from checker.cli import cli

def walk(command, path):
    context = click.Context(command, info_name=path[-1], parent=None)
    found[" ".join(path)] = command.get_help(context)
    for item in command.params:
        metavar = getattr(item, "metavar", None)
        if metavar:
            metavars[" ".join((*path, item.name))] = metavar
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            walk(command.get_command(context, name), (*path, name))

found, metavars = {}, {}
walk(cli, ("tousu",))
print(json.dumps([found, metavars]))
"""


@cache
def helps(lang: str) -> tuple[dict[str, str], dict[str, str]]:
    """The help and the metavars of every command, in a process that speaks the language."""
    done = subprocess.run(
        [sys.executable, "-c", WALK], cwd=REPOSITORY, capture_output=True, check=True,
        env={"PATH": "", "TOUSU_LANG": lang, "PYTHONPATH": str(REPOSITORY), "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    found, metavars = json.loads(done.stdout)
    return found, metavars


def test_help_in_english_holds_no_chinese() -> None:
    found, metavars = helps("en")
    assert {
        name: CHINESE.findall(text) for name, text in found.items() if CHINESE.search(text)
    } == {}
    assert {name: word for name, word in metavars.items() if CHINESE.search(word)} == {}


def test_help_in_chinese_holds_no_english_sentence() -> None:
    found, _ = helps("zh")
    wrong = {name: SENTENCE.findall(bare(text)) for name, text in found.items()}
    assert {name: words for name, words in wrong.items() if words} == {}
    for name, text in found.items():
        assert CHINESE.search(text.partition("\n")[2]), name


def test_the_line_that_shows_the_usage_is_in_chinese_too() -> None:
    lines = {name: text.split("\n\n")[0] for name, text in helps("zh")[0].items()}
    assert {name: line for name, line in lines.items() if re.search("[A-Z]{2,}", line)} == {}
    assert all(line.startswith("用法：") and "[选项]" in line for line in lines.values())
    assert all(text.startswith("Usage: ") for text in helps("en")[0].values())


def test_every_command_and_option_is_explained_in_both() -> None:
    for lang in ("zh", "en"):
        found, _ = helps(lang)
        assert {"tousu", "tousu check", "tousu policy lint"} <= found.keys()
        for name, text in found.items():
            for line in text.splitlines():
                option = re.match(r"  (?:-\w, )?--[\w-]+(?: [^ ]+)*?(?P<help>  +\S.*)?$", line)
                if option is not None and len(line) < 30:
                    assert option["help"] or _next(text, line), f"{name}: {line}"


def _next(text: str, line: str) -> str:
    """What is said below an option too long to stand on one line with its help."""
    below = text.splitlines()[text.splitlines().index(line) + 1 :][:1]
    return below[0].strip() if below and below[0].startswith(" " * 8) else ""


def test_metavars_are_words_in_capitals_or_translated() -> None:
    chinese, english = helps("zh")[1], helps("en")[1]
    for name, word in chinese.items():
        plain = re.fullmatch(r"[A-Z0-9_:|=.,…/\[\]a-z-]+", word) is not None
        assert CHINESE.search(word) or (plain and not SENTENCE.search(word)), name
        assert english[name], name


# --- messages


def texts(root: Path) -> str:
    """All that people wrote in an instance: what a message may quote."""
    files = [path for folder in ("policy", "cases") for path in (root / folder).rglob("*")]
    read = [path.read_bytes().decode("utf-8", "replace") for path in files if path.is_file()]
    return "\n".join([*(str(path) for path in files), *read])


def foreign(messages: Iterable[str], lang: str, known: str) -> list[str]:
    """What a message says in the other language and no file of the instance does."""
    found = []
    for message in messages:
        pattern = CHINESE if lang == "en" else SENTENCE
        parts = pattern.findall(message)
        if any(not _is_quoted(part, known) for part in parts):
            found.append(message)
    return found


def _is_quoted(part: str, known: str) -> bool:
    """Whether a piece of text comes from the instance, or from calendars' notices."""
    words = re.split("[（）〔〕]", part)
    return all(word in known for word in words if word)


def said(checked: Any) -> Iterator[str]:
    for finding in checked:
        yield finding.message
        yield from finding.notes
        yield from (place.message for place in finding.related)
        if finding.remedy is not None:
            yield finding.remedy


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "root", [REPOSITORY, REPOSITORY / "tests/formats/world"], ids=["sample", "world"]
)
def test_messages_of_a_register(root: Path, lang: Any) -> None:
    checked = check(root, as_of="2026-11-20", everything=True, lang=lang, jobs=1)
    assert len(checked) >= 20
    assert foreign(said(checked), lang, texts(root)) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rules_in_words(lang: Any) -> None:
    instance = load_instance(REPOSITORY)
    told = []
    for policy in instance.policies.values():
        for revision in policy.revisions:
            words = Words(revision, instance.organization)
            for rule in revision.rules:
                told += [rule.describe(words).render(lang), describe(rule.when, words).render(lang)]
    assert foreign(told, lang, texts(REPOSITORY)) == []


def test_messages_on_files_with_problems(tmp_path: Path) -> None:
    wrong = []
    for number, parameter in enumerate(sentences()):
        (test,) = parameter.values
        bench = Bench(tmp_path / str(number))
        shutil.copytree(WORLD, bench.root)
        bench.put(test.get("path", CASE), case_text(test))
        bench.lay_out(test)
        wrong += [f"{test['name']}: {text}" for text in _foreign_in(bench)]
        shutil.rmtree(bench.root)
    assert wrong == []


def _foreign_in(bench: Bench) -> Iterator[str]:
    instance, known = load_instance(bench.root), texts(bench.root)
    result = check_instance(instance, Options(second=1_774_972_799, clock=False))
    for item in result.diagnostics:
        for lang in ("zh", "en"):
            told = [item.finding.message.render(lang)]
            told += [item.remedy.render(lang)] if item.remedy is not None else []
            yield from foreign(told, lang, known)
