"""Settings and dictionaries: which row counts, what may not be changed, what a use costs."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache as shared
from django.db import IntegrityError
from django.utils import timezone

from members.models import Organisation
from weijianyi import rulebook
from weijianyi.rulebook import editing, seeding
from weijianyi.rulebook.defaults import DEFAULTS
from weijianyi.rulebook.models import DictionaryEntry, Setting
from weijianyi.rulebook.words import TITLES, WORDS

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def city():
    province = Organisation.objects.create(code="p", name="江南省政协", short_name="江南", level="province")
    return Organisation.objects.create(
        code="c", name="云江市政协", short_name="云江", level="city", parent=province
    )


def setting(organisation, value, valid_from, key="max_round"):
    return Setting.objects.create(organisation=organisation, key=key, value=value, valid_from=valid_from)


def test_every_default_is_seeded_with_its_basis():
    for default in DEFAULTS:
        assert rulebook.value(None, default.key) == default.value
    rows = Setting.objects.filter(organisation=None)
    assert rows.get(key="review_weekdays").basis == "每周一、三、五审核"
    assert not rows.get(key="review_weekdays").assumption
    assert rows.get(key="undo_seconds").assumption


def test_an_unknown_setting_is_an_error_and_not_a_guess(city):
    with pytest.raises(KeyError):
        rulebook.value(city, "no_such_rule")


def test_the_organisations_own_value_counts_before_the_one_for_all(city):
    setting(city, 3, date(2026, 1, 1))
    assert rulebook.value(city, "max_round") == 3
    assert rulebook.value(None, "max_round") == 2


def test_the_value_of_the_upper_organisation_is_not_inherited(city):
    setting(city.parent, 5, date(2026, 1, 1))
    assert rulebook.value(city, "max_round") == 2


def test_a_value_counts_from_its_day_on(city):
    setting(city, 3, date(2026, 3, 1))
    setting(city, 4, date(2026, 6, 1))
    assert rulebook.value(city, "max_round", date(2026, 2, 28)) == 2
    assert rulebook.value(city, "max_round", date(2026, 3, 1)) == 3
    assert rulebook.value(city, "max_round", date(2026, 6, 1)) == 4


def test_a_value_of_tomorrow_does_not_count_today(city):
    setting(city, 3, timezone.localdate() + DAY)
    assert rulebook.value(city, "max_round") == 2


def test_of_two_values_for_one_day_the_later_entry_counts(city):
    setting(city, 3, date(2026, 3, 1))
    setting(city, 4, date(2026, 3, 1))
    assert rulebook.value(city, "max_round") == 4


def test_a_rule_is_neither_edited_in_place_nor_deleted(city):
    row = setting(city, 3, date(2026, 3, 1))
    row.value = 9
    with pytest.raises(ValueError, match="never edited"):
        row.save()
    with pytest.raises(ValueError, match="never deleted"):
        row.delete()


def test_whoever_changes_a_value_they_were_given_changes_no_rule():
    rulebook.value(None, "review_weekdays").append(6)
    assert rulebook.value(None, "review_weekdays") == [0, 2, 4]


def test_every_dictionary_is_seeded_in_order():
    assert set(WORDS) == set(TITLES)
    for dictionary, rows in WORDS.items():
        assert [entry.code for entry in rulebook.entries(None, dictionary)] == [row[0] for row in rows]
    assert len(rulebook.entries(None, "category")) == 14


def test_result_classes_say_their_letter_and_what_they_need():
    data = {entry.code: entry.data for entry in rulebook.entries(None, "result_class")}
    assert [row["letter"] for row in data.values()] == ["A", "B", "B", "C"]
    assert data["planned"]["date_required"]
    assert data["explained"]["ground_required"]


def test_an_own_list_replaces_the_one_for_all(city):
    DictionaryEntry.objects.create(organisation=city, dictionary="grade", code="very", label="很满意")
    assert [entry.label for entry in rulebook.entries(city, "grade")] == ["很满意"]
    assert [entry.label for entry in rulebook.entries(None, "grade")] == ["满意", "基本满意", "不满意"]


def test_an_inactive_word_is_not_offered_but_still_known(city):
    editing.save_word(city, "grade", "mostly", {"label": "基本满意", "active": False})
    assert [entry.code for entry in rulebook.entries(city, "grade")] == ["satisfied", "dissatisfied"]
    assert rulebook.entry(city, "grade", "mostly").label == "基本满意"


def test_the_first_own_word_starts_from_a_copy_of_the_list_for_all(city):
    editing.save_word(city, "grade", "very", {"label": "很满意", "order": 4})
    assert [entry.code for entry in rulebook.entries(city, "grade")] == [
        "satisfied",
        "mostly",
        "dissatisfied",
        "very",
    ]


def test_an_unknown_word_is_an_error(city):
    with pytest.raises(KeyError):
        rulebook.entry(city, "grade", "excellent")


def test_a_code_occurs_once_in_a_list_for_all():
    with pytest.raises(IntegrityError):
        DictionaryEntry.objects.create(dictionary="grade", code="satisfied", label="满意")


def test_seeding_again_adds_nothing_and_overwrites_nothing():
    DictionaryEntry.objects.filter(dictionary="grade", code="mostly").update(label="较满意")
    before = Setting.objects.count(), DictionaryEntry.objects.count()
    seeding.load()
    assert (Setting.objects.count(), DictionaryEntry.objects.count()) == before
    assert rulebook.entry(None, "grade", "mostly").label == "较满意"


def test_a_remembered_rule_costs_no_query(city, django_assert_num_queries):
    rulebook.value(city, "max_round")
    rulebook.entries(city, "grade")
    with django_assert_num_queries(0):
        rulebook.value(city, "photos_max")
        rulebook.entries(city, "category")


def test_a_change_is_seen_at_once_in_this_process(city):
    assert rulebook.value(city, "max_round") == 2
    setting(city, 3, date(2026, 1, 1))
    assert rulebook.value(city, "max_round") == 3


def test_a_change_in_another_process_is_seen_through_the_shared_version(city, monkeypatch):
    assert rulebook.value(city, "max_round") == 2
    Setting.objects.bulk_create(
        [Setting(organisation=city, key="max_round", value=7, valid_from=date(2026, 1, 1))]
    )
    assert rulebook.value(city, "max_round") == 2  # still remembered
    shared.set(rulebook.cache.VERSION_KEY, 12345)
    monkeypatch.setitem(rulebook.cache._state, "checked", float("-inf"))
    assert rulebook.value(city, "max_round") == 7


def test_without_a_shared_cache_a_change_is_seen_after_the_lifetime(city, monkeypatch):
    rulebook.value(city, "max_round")
    Setting.objects.bulk_create(
        [Setting(organisation=city, key="max_round", value=7, valid_from=date(2026, 1, 1))]
    )
    loaded, rows = rulebook.cache._values["settings"]
    monkeypatch.setitem(rulebook.cache._values, "settings", (loaded - rulebook.cache.LIFETIME, rows))
    assert rulebook.value(city, "max_round") == 7


@pytest.mark.django_db(transaction=True)
def test_a_commit_bumps_the_shared_version():
    shared.set(rulebook.cache.VERSION_KEY, 1)
    setting(None, 2, date(2026, 1, 1))
    assert shared.get(rulebook.cache.VERSION_KEY) == 2
