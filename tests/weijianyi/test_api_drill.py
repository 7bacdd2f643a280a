"""Odd input for the interface: generated calls against a live server, 0 server errors, every answer as documented."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import connected, world

pytestmark = pytest.mark.django_db(transaction=True)
CONFIG = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "304", "404", "409", "412", "422"]
[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "405", "406", "412", "415", "422", "428"]
"""
# Calls that arrive at what is there; made-up addresses are the drill's.
KNOWN = """
[[operations]]
include-path-regex = "/assignments/"
parameters = {{ "path.slug" = "{desk}" }}
[[operations]]
include-path-regex = "/items/"
parameters = {{ "path.slug" = "{item}" }}
"""
# The same few calls each time: what they find can be found again.
FEW = ["--max-examples", "6", "--phases", "fuzzing,stateful", "--generation-deterministic"]


@pytest.mark.long
def test_a_few_generated_calls_of_each_operation_find_nothing(live_server, tmp_path, settings):
    generated_calls(live_server, tmp_path, *FEW, known=KNOWN)


@pytest.mark.drill
def test_generated_calls_find_nothing(live_server, tmp_path, settings):
    generated_calls(live_server, tmp_path, "--max-examples", os.environ.get("API_EXAMPLES", "100"))


def generated_calls(live_server, folder, *how, known=""):
    schemathesis = Path(sys.executable).with_name("schemathesis")
    if not schemathesis.exists() and os.environ.get("CI") != "true":  # in CI its absence fails
        pytest.skip("needs schemathesis, which is installed where Chromium is")
    from weijianyi.api.service import api  # noqa: PLC0415

    (limit,) = api.throttle
    limit.num_requests = 10**9
    w = world.build()
    desk = w.working()
    w.dispatched(w.submitted(title="第二件"))
    headers = connected.key(w)[1]
    (folder / "schemathesis.toml").write_text(CONFIG + known.format(desk=desk.slug, item=desk.item.slug))
    done = subprocess.run(
        [
            schemathesis, "run", f"{live_server.url}/api/v1/openapi.json", "--checks", "all", *how, "--header",
            f"Authorization: {headers['Authorization']}",
        ],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
