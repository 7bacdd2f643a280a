"""Odd input for the interface: generated calls against a live server, 0 server errors, every answer as documented."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import connected, world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.drill]
CONFIG = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "304", "404", "409", "412", "422"]
[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "405", "406", "412", "415", "422", "428"]
"""


def test_generated_calls_find_nothing(live_server, tmp_path, settings):
    schemathesis = Path(sys.executable).with_name("schemathesis")
    if not schemathesis.exists():
        pytest.skip("needs schemathesis")
    from weijianyi.api.service import api  # noqa: PLC0415

    (limit,) = api.throttle
    limit.num_requests = 10**9
    w = world.build()
    w.working()
    w.dispatched(w.submitted(title="第二件"))
    headers = connected.key(w)[1]
    (tmp_path / "schemathesis.toml").write_text(CONFIG)
    done = subprocess.run(
        [
            schemathesis, "run", f"{live_server.url}/api/v1/openapi.json", "--max-examples",
            os.environ.get("API_EXAMPLES", "100"), "--checks", "all", "--header",
            f"Authorization: {headers['Authorization']}",
        ],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
