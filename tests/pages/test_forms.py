"""The forms ask what the policy asks, offer only what the reader may know, and open no other page."""

import re
from dataclasses import replace
from html import unescape

import pytest

from checker.loading.instance import load_instance
from checker.pages.forms import nav, pages

FORGE = "https://git.example.internal/o/r/new/main?filename={path}&value={text}"


def texts(site):
    return {page.path: unescape("".join(page.parts)) for page in pages(site)}


def test_every_field_and_choice_of_the_revision_in_force_is_asked(site):
    for policy in site.policies:
        revision = site.current(policy)
        text = texts(site)[f"forms/{policy.id}/case"]
        for name, spec in revision.fields.items():
            assert f'data-key="{name}"' in text
            assert all(f'value="{choice.id}"' in text for choice in spec.choices)
        event = texts(site)[f"forms/{policy.id}/event"]
        assert all(f'value="{name}"' in event for name in revision.events)


def test_every_control_has_a_label_and_a_place_for_what_is_wrong(site):
    for text in texts(site).values():
        ids = re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', text)
        labels = re.findall(r'<label for="([^"]+)"', text)
        assert ids
        assert sorted(ids) == sorted(labels)
        assert len(set(ids)) == len(ids)
        assert all(f'id="{name}-wrong"' in text for name in ids)


def test_a_public_form_names_nobody(site):
    organization = site.result.instance.organization
    assert organization.staff
    for text in texts(site).values():
        assert "datalist" not in text
        assert not any(
            entry.name in text or f'"{entry.id}"' in text for entry in organization.staff
        )


def test_an_internal_form_offers_who_is_on_the_staff(internal_site):
    day = internal_site.result.as_of.day
    organization = internal_site.result.instance.organization
    for text in texts(internal_site).values():
        for entry in organization.staff:
            assert (f'<option value="{entry.id}">{entry.name}' in text) == entry.exists_on(day)


def test_the_forge_is_offered_only_where_it_is_configured(site):
    assert all("data-forge" not in text for text in texts(site).values())
    instance = site.result.instance
    settings, instance.settings = instance.settings, replace(instance.settings, forge=FORGE)
    try:
        assert all(f'data-forge="{FORGE}"' in text for text in texts(site).values())
    finally:
        instance.settings = settings


@pytest.mark.parametrize(
    ("written", "sound"),
    [
        (FORGE, True),
        ("http://git.example.internal/new?f={path}", True),
        ("javascript:alert(1)//{path}", False),
        ("https://git.example.internal/new", False),
        ("https://git.example.internal/{other}", False),
    ],
)
def test_the_address_of_the_forge_is_one_of_the_web(tmp_path, written, sound):
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy/settings.yml").write_text(
        f"forge: {{new_file: '{written}'}}\n", encoding="utf-8"
    )
    instance = load_instance(tmp_path)
    found = [item for item in instance.problems if item.path == "policy/settings.yml"]
    assert (instance.settings.forge, found == []) == ((written, True) if sound else (None, False))


def test_both_forms_are_in_the_navigation(site):
    assert [path for entry in nav(site) for path in entry.values()] == [
        f"{page.path}.md" for page in pages(site)
    ]
