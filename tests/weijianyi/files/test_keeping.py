"""What is stored, where, how many, and how it goes away again."""

import hashlib
import os
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.weijianyi.files.making import LIMITS, PHOTO, actor, files_on_disk, jpeg, photo
from weijianyi.files import jobs, keeping
from weijianyi.files.models import Attachment, attachments_for
from weijianyi.files.receive import read_photo

pytestmark = pytest.mark.django_db


def test_a_kept_photo_says_what_it_is_and_who_brought_it(group, office, kept):
    assert (kept.owner, kept.uploaded_by, kept.purpose) == (group, office, "before")
    assert (kept.mime, kept.width, kept.height) == ("image/jpeg", 60, 40)
    stored = Path(kept.path.path).read_bytes()
    assert (kept.size, kept.sha256) == (len(stored), hashlib.sha256(stored).hexdigest())
    assert len(kept.slug) >= 22


def test_the_place_on_disk_tells_nothing(kept, paper, tmp_path):
    pattern = r"attachments/([0-9a-f]{2})/([0-9a-f]{2})/\1\2[0-9a-f]{28}"
    assert re.fullmatch(pattern + r"\.jpg", kept.path.name)
    assert re.fullmatch(pattern + r"\.thumb\.jpg", kept.thumb.name)
    assert re.fullmatch(pattern + r"\.pdf", paper.path.name)
    assert len(files_on_disk(tmp_path)) == 3


def test_files_come_back_in_the_order_they_were_added(group, office, kept, paper):
    second = keeping.attach(group, photo("二.jpg"), kind=PHOTO, actor=actor(office))
    assert list(Attachment.objects.of(group).photos()) == [kept, second]
    assert list(Attachment.objects.of(group).documents()) == [paper]


def test_above_the_limit_one_sentence_and_no_leftovers(group, office, tmp_path):
    for _ in range(LIMITS.photos):
        keeping.attach(group, photo(), kind=PHOTO, actor=actor(office))
    before = files_on_disk(tmp_path)
    with pytest.raises(ValidationError) as caught:
        keeping.attach(group, photo("第四.jpg"), kind=PHOTO, actor=actor(office))
    assert caught.value.messages == ["“第四.jpg”没有添加：照片最多 3 个，已经满了；请先移除不需要的。"]
    assert files_on_disk(tmp_path) == before


def test_a_failed_row_leaves_no_file(group, office, tmp_path):
    with pytest.raises(IntegrityError), transaction.atomic():
        keeping.keep(group, replace(read_photo(photo()), name=""), actor=actor(office))
    assert files_on_disk(tmp_path) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "video"},
        {"mime": "text/html"},
        {"width": None},
        {"thumb": ""},
        {"size": 0},
        {"name": ""},
        {"sha256": "abc"},
        {"voided_at": timezone.now() - timedelta(days=9)},
    ],
)
def test_the_database_refuses_impossible_rows(kept, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=kept.pk).update(**changes)


def test_a_voider_without_a_time_is_refused(kept, office):
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=kept.pk).update(voided_by=office)


def test_after_submission_a_file_is_marked_and_stays(group, office, kept, tmp_path):
    keeping.void(kept, actor(office))
    kept.refresh_from_db()
    assert kept.voided_at
    assert kept.voided_by == office
    assert list(Attachment.objects.of(group)) == []
    assert len(files_on_disk(tmp_path)) == 2


def test_of_a_draft_a_file_is_really_deleted(office, tmp_path, django_capture_on_commit_callbacks):
    draft = Group.objects.create(name="draft")
    office.groups.add(draft)
    attachment = keeping.attach(draft, photo(), kind=PHOTO, actor=actor(office))
    with django_capture_on_commit_callbacks(execute=True):
        keeping.void(attachment, actor(office))
    assert not Attachment.objects.exists()
    assert files_on_disk(tmp_path) == []


def test_a_draft_submitted_meanwhile_keeps_its_file(office, tmp_path):
    draft = Group.objects.create(name="draft")
    office.groups.add(draft)
    attachment = keeping.attach(draft, photo(), kind=PHOTO, actor=actor(office))
    Group.objects.filter(pk=draft.pk).update(name="sent")
    keeping.void(attachment, actor(office))
    assert Attachment.objects.get().voided_at
    assert len(files_on_disk(tmp_path)) == 2


def test_nothing_is_added_to_what_was_sent_off_meanwhile(office, group, tmp_path):
    office.groups.clear()
    with pytest.raises(ValidationError, match="已经送出"):
        keeping.attach(group, photo(), kind=PHOTO, actor=actor(office))
    assert files_on_disk(tmp_path) == []


def test_files_of_many_owners_come_in_one_query(office, group, kept, paper, django_assert_num_queries):
    other, empty = Group.objects.create(name="other"), Group.objects.create(name="empty")
    office.groups.add(other)
    second = keeping.attach(other, photo(), kind=PHOTO, actor=actor(office))
    keeping.void(keeping.attach(other, photo(), kind=PHOTO, actor=actor(office)), actor(office))
    with django_assert_num_queries(1):
        found = attachments_for([group, other, empty])
    assert found == {group.pk: [kept, paper], other.pk: [second], empty.pk: []}
    assert attachments_for([]) == {}


def orphan(tmp_path, hours):
    stray = tmp_path / "attachments/ab/cd/stray.jpg"
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"x")
    old = (timezone.now() - timedelta(hours=hours)).timestamp()
    os.utime(stray, (old, old))
    return stray


def test_the_sweep_removes_old_orphans_only(kept, paper, tmp_path):
    for path in files_on_disk(tmp_path):
        os.utime(path, (0, 0))
    stray, now = orphan(tmp_path, hours=2), timezone.now()
    assert jobs.sweep(now.date(), now=now, dry_run=True) == [
        "多余文件（未删除）：attachments/ab/cd/stray.jpg"
    ]
    assert stray.exists()
    assert jobs.sweep(now.date(), now=now) == ["多余文件已删除：attachments/ab/cd/stray.jpg"]
    assert jobs.sweep(now.date(), now=now) == []
    assert len(files_on_disk(tmp_path)) == 3


def test_the_sweep_spares_a_file_whose_row_may_still_come(tmp_path):
    stray, now = orphan(tmp_path, hours=0.5), timezone.now()
    assert jobs.sweep(now.date(), now=now) == []
    assert stray.exists()


def test_the_sweep_finds_altered_and_lost_files(kept, paper):
    Path(kept.path.path).write_bytes(jpeg("blue"))
    Path(paper.path.path).unlink()
    now = timezone.now()
    reports = [jobs.sweep(now.date() + timedelta(days=day), now=now) for day in range(3)]
    found = {line for report in reports for line in report}
    assert found == {
        f"校验值不符：{kept.path.name}（现场.jpg）",
        f"文件缺失：{paper.path.name}（方案.pdf）",
    }
