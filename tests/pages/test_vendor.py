"""The vendored scripts are what their lock says."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def vendor() -> ModuleType:
    spec = importlib.util.spec_from_file_location("vendor", ROOT / "scripts" / "vendor.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_file_hashes_to_its_lock_and_none_is_beside_it(vendor: ModuleType) -> None:
    packages = json.loads(vendor.LOCK.read_text(encoding="utf-8"))["packages"]
    assert [problem for package in packages for problem in vendor.problems(package)] == []
    assert vendor.strangers(packages) == []


def test_the_lock_names_version_integrity_and_licence(vendor: ModuleType) -> None:
    for package in json.loads(vendor.LOCK.read_text(encoding="utf-8"))["packages"]:
        assert {"name", "version", "integrity", "licence"} <= package.keys()
        assert package["integrity"].startswith("sha512-")
        assert any(file["path"].endswith(".LICENSE") for file in package["files"])


def test_the_lock_names_no_address(vendor: ModuleType) -> None:
    assert "://" not in vendor.LOCK.read_text(encoding="utf-8")


def test_a_changed_file_is_noticed(vendor: ModuleType, tmp_path: Path) -> None:
    vendor.VENDOR = tmp_path
    (tmp_path / "a.js").write_text("1", encoding="utf-8")
    package = {"files": [{"path": "a.js", "sha256": "0"}, {"path": "b.js", "sha256": "0"}]}
    assert len(vendor.problems(package)) == 2
    (tmp_path / "c.js").write_text("2", encoding="utf-8")
    assert vendor.strangers([package]) == ["c.js is not in the lock"]
