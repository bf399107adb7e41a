"""A register of its own for each test, and spreadsheets as somebody might fill them in."""

import io
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from checker.cli import cli
from checker.engine import Options, check_instance
from checker.exporting.template import render
from checker.loading.instance import load_instance
from checker.model.moment import as_of_moment

ROOT = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path):
    """The repository's policy and evidence, without a case."""
    folder = tmp_path / "instance"
    shutil.copytree(ROOT / "policy", folder / "policy")
    shutil.copytree(ROOT / "cases" / "evidence", folder / "cases" / "evidence")
    return folder


@pytest.fixture
def tousu(root):
    def run(*words):
        done = CliRunner().invoke(cli, [*map(str, words), "--root", str(root)], prog_name="tousu")
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return run


@pytest.fixture
def cases():
    """The cases of a register as the checker reads them, by id."""

    def read(folder):
        instance = load_instance(folder)
        zone = next(iter(instance.policies.values())).zone
        second = as_of_moment("2026-11-20", zone).second
        found = check_instance(instance, Options(second=second, clock=False))
        assert found.summary["invalid"] == 0, [item.path for item in found.diagnostics]
        return {item.id: item.case for item in found.cases}

    return read


@pytest.fixture(scope="session")
def template():
    instance = load_instance(ROOT)
    return render(list(instance.policies.values()), instance.organization, "zh")


@pytest.fixture
def filled(template, tmp_path):
    """The template with rows filled in, by sheet and title; saved as a file."""

    def fill(rows, change=None):
        book = openpyxl.load_workbook(io.BytesIO(template))
        for sheet, entries in rows.items():
            titles = {cell.value: cell.column for cell in book[sheet][1]}
            for number, entry in enumerate(entries, 2):
                for title, value in entry.items():
                    book[sheet].cell(number, titles[title], value)
        if change:
            change(book)
        file = tmp_path / "登记.xlsx"
        book.save(file)
        return file

    return fill
