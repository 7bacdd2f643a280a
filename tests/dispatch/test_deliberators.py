"""议政员: people without a seat come in with the roster, belong to a studio, serve there and sign in like members."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dispatch.models import Informant
from dispatch.people.rosters import running, workbook
from members.models import Duty, User
from members.studios import sheet as studio_sheet
from tests import stationed
from tests import world as w
from tests.rostered import member_row, sheet, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    made = w.build()
    stationed.studio(made)
    return made


def row(**more):
    own = {"身份": "议政员", "县市区": "大安区政协", "单位职务": "幸福食堂", "工作室": "西流湾委员工作室"}
    return member_row("史云梅", "13911110009", **{"界别": "", "专委会": ""} | own | more)


def test_they_come_in_with_the_members_and_go_out_with_them_unchanged(city):
    roster = taken(city, "members", member_row(), row())
    person = Informant.objects.get(kind="deliberator")
    assert (person.county, person.background, person.studio.name) == (
        city.county,
        "幸福食堂",
        "西流湾委员工作室",
    )
    assert person.post.role == "informant"
    assert person.post.user_id in roster.accounts
    assert not city.city.members.filter(name="史云梅").exists()
    content, number = workbook.exported("members", city.city)
    again = running.upload(city["staff"], "members", SimpleUploadedFile("名册.xlsx", content))
    assert (again.problems, again.counts["same"]) == ([], number)
    taken(city, "members", row(工作室="", 止=timezone.localdate().isoformat()))
    person.refresh_from_db()
    assert person.studio is None
    assert person.post.valid_to == person.valid_to == timezone.localdate()


def test_where_somebody_was_recruited_and_an_unknown_studio_are_asked_for(city):
    upload = sheet("members", row(县市区=""), row(手机号="13911110008", 工作室="不知道"))
    found = {
        (column, sentence[:5])
        for _, column, sentence in running.upload(city["staff"], "members", upload).problems
    }
    assert found == {("县市区", "请写明从哪"), ("工作室", "没有“不知")}


def test_one_is_put_on_a_duty_signs_in_and_counts_as_present(city, client):
    taken(city, "members", row())
    User.objects.update(welcomed_at=timezone.now(), must_change_password=False)
    studio, person = stationed.studio(city), Informant.objects.get(kind="deliberator")
    client.force_login(city["liaison"].user)
    asked = {"date": timezone.localdate(), "starts": "09:00", "ends": "11:00", "mode": "on_site"}
    asked |= {"deliberator": person.pk}
    address = reverse("duty-new", args=[studio.slug])
    both = asked | {"member": city["member"].post.member_id}
    assert client.post(address, both).status_code == 422
    assert client.post(address, asked).status_code == 302
    duty = Duty.objects.get()
    assert (duty.who, duty.title, duty.post) == ("史云梅（议政员）", "", person.post)
    client.force_login(person.post.user)
    assert duty.get_absolute_url() in client.get(reverse("duty-mine")).content.decode()
    client.post(reverse("step", args=["duty", duty.slug, "check_in"]), {"version": duty.version})
    assert studio_sheet.counts(studio, timezone.localdate().replace(day=1)).held == 1
    client.force_login(city["member"].user)
    page = client.get(studio.get_absolute_url()).content.decode()
    assert "议政员 1 位" in page
    assert "今年到岗 1 次" in page
