"""The test database itself: what migrations wrote survives tests that commit."""

import threading

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Page


@pytest.mark.django_db
def test_rows_written_by_migrations_are_there():
    assert Page.objects.filter(depth=1).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_that_commits_leaves_nothing_and_takes_nothing(turn):
    assert ContentType.objects.filter(app_label="invented").count() == 0
    assert Page.objects.filter(depth=1).count() == 1
    ContentType.objects.create(app_label="invented", model="thing")


@pytest.mark.django_db(transaction=True)
def test_threads_see_the_same_database():
    def write(number: int) -> None:
        ContentType.objects.create(app_label="invented", model=f"thing{number}")
        connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ContentType.objects.filter(app_label="invented").count() == 4


@pytest.mark.django_db
def test_a_test_in_a_transaction_finds_no_leftovers():
    assert ContentType.objects.filter(app_label="invented").count() == 0
