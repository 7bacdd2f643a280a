import time, re, json
from collections import defaultdict
import pytest
from django.db import transaction
from django.urls import get_resolver, reverse
from tests import rounds, world

pytestmark = pytest.mark.django_db
CASES = json.loads(__import__("pathlib").Path("/tmp/sec-cases.json").read_text())


def test_probe():
    t = time.time()
    w = world.build()
    things = rounds.things(w)
    cl = rounds.clients(w)
    print("built", time.time() - t)
    t = time.time()
    n = 0
    out = []
    for name, thing, more in CASES:
        kw = {**things.get(thing, {}), **more}
        kw = {
            k: things[v[1:]]["slug"] if isinstance(v, str) and v.startswith("@") else v for k, v in kw.items()
        }
        url = reverse(name, kwargs=kw)
        for method in ("get", "post"):
            got = defaultdict(list)
            for p, c in cl.items():
                cookies = c.cookies.copy()
                with transaction.atomic():
                    r = getattr(c, method)(url)
                    n += 1
                    code = str(r.status_code)
                    if r.status_code in (301, 302):
                        code = "login" if r.url.startswith("/login/") else "302"
                    if r.status_code == 500:
                        e = r.exc_info
                        import traceback

                        out.append(
                            "!!! %s %s %s: %s"
                            % (method, url, p, "".join(traceback.format_exception(*e)[-3:]))
                        )
                    r.streaming and b"".join(r.streaming_content)
                    transaction.set_rollback(True)
                c.cookies = cookies
                got[code].append(p)
            out.append(
                f"{method:4} {name} {thing} | "
                + " ; ".join(f"{k}: {' '.join(v)}" for k, v in sorted(got.items()))
            )
    __import__("pathlib").Path("/tmp/sec-out.txt").write_text("\n".join(out))
    print(n, "requests", time.time() - t)
