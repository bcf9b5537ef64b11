"""Relations run downward, like the imports that import-linter watches."""

import re

from django.apps import apps
from tests.house import plan


def _height() -> dict[str, int]:
    floors = plan.floors()
    return {room: len(floors) - level for level, floor in enumerate(floors) for room in floor}


def _relations():
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.is_relation and field.related_model and field.concrete:
                yield model, field


def test_every_room_stands_on_one_floor():
    folders = {path.name for path in plan.SOURCE.iterdir() if (path / "__init__.py").exists()}
    assert folders == set(plan.rooms())


def test_relations_run_downward():
    height = _height()
    uphill = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model, field in _relations()
        if (lower := height.get(model._meta.app_label)) is not None
        and (upper := height.get(field.related_model._meta.app_label)) is not None
        and model._meta.app_label != field.related_model._meta.app_label
        and upper >= lower
    ]
    assert uphill == []


def test_ground_has_no_relation_to_people_or_any_room():
    assert [
        f"{model._meta.label}.{field.name}"
        for model, field in _relations()
        if model._meta.app_label == "ground" and field.related_model._meta.app_label != "ground"
    ] == []


def test_app_labels_are_room_names():
    ours = [config for config in apps.get_app_configs() if config.name.startswith("konfluenz.")]
    assert {config.label for config in ours} <= set(plan.rooms())
    assert all(config.name == f"konfluenz.{config.label}" for config in ours)


def test_no_signals_between_our_own_rooms():
    third_party_writes = {"people/login_feed.py", "publishing/wagtail_feed.py"}
    listening = {
        str(path.relative_to(plan.SOURCE))
        for path in plan.python_files()
        if re.search(
            r"@receiver\(|\bsignals?\.\w+\.connect\(|_(save|delete|changed)\.connect\(",
            path.read_text(),
        )
    }
    assert listening <= third_party_writes
