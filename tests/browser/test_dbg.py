import pytest, traceback
from django.core.signals import got_request_exception
from tests.browser.test_first_case import sign_in, write
pytestmark = pytest.mark.browser
def log(sender, **k):
    import sys; traceback.print_exc()
def test_dbg(page, city, photo):
    got_request_exception.connect(log)
    phone = sign_in(page, "member", 390)
    write(phone, photo); phone.wait_for_timeout(1500)
