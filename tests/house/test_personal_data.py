"""Every field that could hold something about a person says so, or says that it does not."""

from django.apps import apps

from konfluenz.ground import personal_data


def _ours():
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("konfluenz.") and model._meta.managed
    ]


def _own_fields(model):
    return {
        field.name
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]
        if not field.primary_key
    }


def test_every_field_of_every_model_is_declared():
    undeclared = {
        model._meta.label: sorted(_own_fields(model) - set(said.holds) - said.free)
        if (said := personal_data.of(model))
        else "no declaration"
        for model in _ours()
        if not (said := personal_data.of(model)) or _own_fields(model) - set(said.holds) - said.free
    }
    assert undeclared == {}


def test_no_declaration_names_a_field_that_is_not_there_or_says_both():
    wrong = {
        said.model._meta.label: sorted(
            ((set(said.holds) | said.free) - _own_fields(said.model))
            | (set(said.holds) & said.free)
        )
        for said in personal_data.all_declared()
    }
    assert {label: names for label, names in wrong.items() if names} == {}


def test_subject_paths_lead_to_a_person():
    for said in personal_data.all_declared():
        if said.subject in {None, personal_data.SELF}:
            continue
        model = said.model
        for step in said.subject.split("__"):
            model = model._meta.get_field(step).related_model
        assert model._meta.label == "people.Person", said.model._meta.label


def test_whoever_points_at_a_person_says_whose_data_it_is():
    silent = [
        model._meta.label
        for model in _ours()
        if any(
            field.is_relation
            and field.related_model
            and field.related_model._meta.label == "people.Person"
            for field in model._meta.concrete_fields
        )
        and personal_data.of(model).subject is None
    ]
    assert silent == []


def test_every_purpose_is_one_sentence_with_a_retention():
    for said in personal_data.all_declared():
        for use in said.holds.values():
            assert use.purpose
            assert use.basis in personal_data.Basis
            assert use.retention.start
