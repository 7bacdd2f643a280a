"""Adding several files at once, with JavaScript and without."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from tests.weijianyi.files.making import LIMITS, PHOTO, actor, photo, upload_url
from weijianyi.files import keeping
from weijianyi.files.fields import UploadField, UploadsMixin
from weijianyi.files.models import Attachment

pytestmark = pytest.mark.django_db


def test_good_files_are_kept_and_each_bad_one_is_named(client, group, office):
    client.force_login(office)
    files = [photo("好.jpg"), SimpleUploadedFile("坏.jpg", b"<svg/>"), SimpleUploadedFile("空.jpg", b"")]
    answer = client.post(upload_url(group, next="/"), {"photos": files}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert [a.name for a in Attachment.objects.of(group)] == ["好.jpg"]
    assert "“坏.jpg”不是完整的" in page
    assert "“空.jpg”是空文件" in page
    assert "刚添加 1 个" in page
    assert "<html" not in page


def test_when_nothing_was_kept_the_answer_is_422(client, group, office):
    client.force_login(office)
    bad = SimpleUploadedFile("坏.jpg", b"<svg/>")
    answer = client.post(upload_url(group), {"photos": bad}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert client.post(upload_url(group), headers={"HX-Request": "true"}).status_code == 422


def test_without_javascript_one_comes_back_with_the_sentences(client, group, office):
    client.force_login(office)
    bad = SimpleUploadedFile("坏.jpg", b"<svg/>")
    answer = client.post(upload_url(group, next="/files/"), {"photos": [photo(), bad]})
    assert (answer.status_code, answer.url) == (302, "/files/")
    assert Attachment.objects.of(group).count() == 1


def test_nobody_is_sent_to_another_site(client, group, office):
    client.force_login(office)
    for wished in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert client.post(upload_url(group, next=wished), {"photos": photo()}).url == "/"


def test_removing_with_htmx_answers_the_widget_again(client, group, kept, office):
    client.force_login(office)
    url = reverse("files-remove", args=[kept.slug]) + "?kind=photo&name=photos&next=/"
    page = client.post(url, headers={"HX-Request": "true"}).content.decode()
    assert 'id="upload-photos"' in page
    assert kept.slug not in page
    assert "最多 3 张" in page


def shown(source, **context):
    request = RequestFactory().get("/somewhere/?a=1")
    return Template("{% load files %}" + source).render(Context({"request": request, **context}))


def test_the_widget_offers_room_until_it_is_full(group, office, kept):
    page = shown("{% upload group kind='photo' %}", group=group)
    assert 'accept="image/*"' in page
    assert "capture" not in page
    assert "还可以添加 2 张" in page
    for _ in range(2):
        keeping.attach(group, photo(), kind=PHOTO, actor=actor(office))
    full = shown("{% upload group kind='photo' %}", group=group)
    assert 'type="file"' not in full
    assert "已满 3 个" in full


def test_documents_are_asked_for_without_accept(group, paper):
    page = shown("{% upload group kind='document' alone=True %}", group=group)
    assert "accept=" not in page
    assert "方案.pdf" in page
    assert "<form" in page


def test_a_widget_of_one_purpose_shows_only_that_and_counts_all(group, office, kept):
    page = shown("{% upload group kind='photo' purpose='after' %}", group=group)
    assert kept.slug not in page
    assert "还可以添加 2 张" in page
    assert 'name="after_photos"' in page


def test_read_only_lists_show_what_they_are_given(group, kept, paper):
    found = Attachment.objects.of(group)
    page = shown("{% photos found %}{% documents found %}", found=found)
    assert "办理前 1" in page
    assert "方案.pdf" in page
    assert reverse("files-thumb", args=[kept.slug]) in page
    assert shown("{% photos found purpose='after' %}", found=found).strip() == ""


class PageForm(UploadsMixin, forms.Form):
    title = forms.CharField()
    photos = UploadField(PHOTO, max_count=2)


def page_form(*uploads, title="路灯不亮"):
    return PageForm({"title": title}, MultiValueDict({"photos": list(uploads)}))


def test_a_page_form_takes_several_files(group, office):
    form = page_form(photo("一.jpg"), photo("二.jpg"))
    assert form.is_valid()
    assert form.attach_uploads(group, actor=actor(office)) == []
    assert [a.name for a in Attachment.objects.of(group)] == ["一.jpg", "二.jpg"]


def test_a_page_form_names_every_refused_file_and_keeps_the_rest():
    form = page_form(photo(), SimpleUploadedFile("坏.jpg", b"<svg/>"), title="路灯不亮")
    assert not form.is_valid()
    assert [sentence[:5] for sentence in form.errors["photos"]] == ["“坏.jp", "其余 1 "]
    assert form.cleaned_data == {"title": "路灯不亮"}
    assert "路灯不亮" in str(form["title"])


def test_a_page_form_without_files_is_fine_and_too_many_are_not():
    assert page_form().is_valid()
    assert page_form(photo(), photo(), photo()).errors["photos"] == [
        "还可以添加 2 个，您选了 3 个；请减少后重新选择。"
    ]


def test_a_page_form_says_when_the_owner_is_full(group, office):
    for _ in range(LIMITS.photos):
        keeping.attach(group, photo(), kind=PHOTO, actor=actor(office))
    form = page_form(photo("多.jpg"))
    assert form.is_valid()
    assert "“多.jpg”没有添加" in form.attach_uploads(group, actor=actor(office))[0]


def test_the_field_for_photos_opens_camera_and_album():
    html = str(page_form()["photos"])
    assert 'accept="image/*"' in html
    assert "multiple" in html
    assert "capture" not in html
