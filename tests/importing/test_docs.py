"""The page on exchange says what is so: its map is read, its addresses are taken, its tables exist."""

import re
from pathlib import Path

from checker.document import read_document
from checker.exporting.casesheets import case_tables
from checker.importing.mapping import KEYS, read_map
from checker.loading.instance import FORGE, load_instance
from checker.model.finding import Problems

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/exchange.md").read_text(encoding="utf-8")
MAP, FORGES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def test_the_map_of_the_page_has_every_key_and_is_read():
    instance = load_instance(ROOT)
    tables = case_tables(list(instance.policies.values()), instance.organization)
    known = {table.id: {column.id for column in table.columns} for table in tables[:2]}
    types = next(column for column in tables[1].columns if column.id == "type")
    document = read_document(MAP.encode(), "map.yml")
    problems = Problems("map.yml")
    found = read_map(document, known | {"types": set(types.words)}, problems)
    assert problems.items == []
    assert found.case_id == "CRM-{id}"
    told = set(document.data) | {"new_ids", "delimiter"}
    assert told == set(KEYS)
    assert "new_ids" in MAP
    assert "delimiter" in MAP


def test_the_addresses_of_forges_are_taken():
    addresses = re.findall(r'new_file: "([^"]+)"', FORGES)
    assert len(addresses) == 3
    assert all(FORGE.fullmatch(address) for address in addresses)


def test_every_table_is_on_the_page():
    instance = load_instance(ROOT)
    for table in case_tables(list(instance.policies.values()), instance.organization):
        assert f"`{table.id}`" in PAGE
