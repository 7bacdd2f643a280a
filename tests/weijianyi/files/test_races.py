"""Two requests at once and room for one file."""

from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import connection

from tests.weijianyi.files.making import LIMITS, PHOTO, actor, photo
from weijianyi.files import keeping
from weijianyi.files.models import Attachment
from weijianyi.files.receive import read_photo


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_pass_the_limit(office, group):
    for _ in range(LIMITS.photos - 1):
        keeping.attach(group, photo(), kind=PHOTO, actor=actor(office))
    start, refused, made = Barrier(4), [], read_photo(photo())

    def send():
        owner = Group.objects.get(pk=group.pk)  # connects before the start
        start.wait()
        try:
            keeping.keep(owner, made, actor=actor(office))
        except ValidationError as error:
            refused.append(error.code)
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Attachment.objects.of(group).count() == LIMITS.photos
    assert refused == ["count"] * 3
