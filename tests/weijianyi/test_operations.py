"""What operators rely on: lock files, set-up commands, containers, variables and system checks."""

import os
import re
import subprocess
import sys
import tomllib

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command

from weijianyi import checks
from weijianyi.management.commands import verify

ROOT = settings.BASE_DIR
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-e2e.lock"]
NOT_OURS = {".git", ".venv", "var", "__pycache__", ".ruff_cache", ".hypothesis", ".pytest_cache", "vendor"}


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def pins(lock):
    """name → list of hashes."""
    entries = re.split(r"\n(?=\S)", read(lock).strip())
    return {
        e.split("==")[0].lower().replace("_", "-"): re.findall(r"sha256:[0-9a-f]{64}", e) for e in entries
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_carries_no_address_and_a_hash_for_every_pin(lock):
    assert "://" not in read(lock)
    assert len(pins(lock)) > 10
    assert not [name for name, hashes in pins(lock).items() if not hashes]


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_the_locks_agree_on_versions(lock):
    versions = [set(re.findall(r"^(\S+==\S+)", read(name), re.M)) for name in (LOCKS[0], lock)]
    assert not versions[0] - versions[1]


def test_every_dependency_is_locked_and_has_its_reason():
    project = tomllib.loads(read("pyproject.toml"))
    wanted = [
        (LOCKS[0], project["project"]["dependencies"]),
        (LOCKS[1], project["dependency-groups"]["dev"]),
        (LOCKS[2], project["dependency-groups"]["e2e"]),
    ]
    for lock, requirements in wanted:
        names = {re.match(r"[\w.-]+", requirement).group().lower() for requirement in requirements}
        assert not names - set(pins(lock)), lock
    bare = re.findall(r'^    "[a-z][^"]*",$', read("pyproject.toml"), re.M)
    assert not [line for line in bare if "==" in line or ">=" in line], "a dependency without its reason"


def test_the_commands_exist():
    targets = set(re.findall(r"^([a-z-]+):(?!=)", read("Makefile"), re.M))
    assert targets >= {"run", "test", "drill", "bench", "screens", "format", "lock", "clean"}
    commands = set(re.findall(r"manage\.py (\w+)", read("Makefile")))
    folders = [
        ROOT / app / "management" / "commands" for app in ("weijianyi", "members", "suggestions", "dispatch")
    ]
    ours = {path.stem for folder in folders for path in folder.glob("*.py")} | {"migrate"}
    assert not commands - ours


def test_run_serves_on_the_wanted_port_after_set_up_migration_and_seeds():
    make = ["make", "--dry-run", "run", "PORT=8123"]
    recipe = subprocess.run(make, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    steps = ["requirements.lock", "serve --demo --port 8123"]
    places = [recipe.index(step) for step in steps]
    assert places == sorted(places)


def test_verify_stops_at_the_first_red_stage(monkeypatch, capfd):
    def stage(title, code):
        return title, [sys.executable, "-c", code], {}

    stages = [
        stage("one", "print('1 ran')"),
        stage("two", "raise SystemExit(3)"),
        stage("three", "print('3 ran')"),
    ]
    monkeypatch.setattr(verify, "STAGES", stages)
    with pytest.raises(CommandError, match="two"):
        call_command("verify")
    printed = capfd.readouterr().out
    assert "1 ran" in printed
    assert "3 ran" not in printed


def test_ci_is_a_script_that_can_be_run():
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=True)


def compose():
    return yaml.safe_load(read("docker-compose.yml"))


def test_the_containers_are_all_there_healthy_and_kept():
    services = compose()["services"]
    assert set(services) == {"web", "worker", "beat", "migrate", "db", "redis"}
    assert not [n for n, s in services.items() if n != "migrate" and not s["healthcheck"]["test"]]
    mounted = {v.split(":")[0] for s in services.values() for v in s["volumes"]}
    assert mounted == set(compose()["volumes"]) == {"db", "files", "redis"}
    assert services["worker"]["environment"]["REMAP_SIGTERM"] == "SIGQUIT"
    assert services["worker"]["stop_grace_period"] == "60s"
    assert "noeviction" in services["redis"]["command"]
    for name in ("web", "worker", "beat"):
        assert services[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_the_image_is_locked_and_not_root():
    dockerfile = read("Dockerfile")
    assert re.search(r"^USER (?!root)\w+", dockerfile, re.M)
    assert "--require-hashes" in dockerfile
    assert {".env", ".venv", "var", ".git"} <= set(read(".dockerignore").split())


def test_every_variable_is_explained_and_every_explained_variable_is_read():
    example = re.findall(r"^#?([A-Z_]+)=", read(".env.example"), re.M)
    read_by_settings = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", read("weijianyi/settings.py")))
    read_by_compose = set(re.findall(r"\$\{([A-Z_]+)", read("docker-compose.yml")))
    assert len(example) == len(set(example))
    assert set(example) == read_by_settings | read_by_compose


def test_nothing_names_the_machine_it_was_written_on():
    folders = ["/" + name + "/" for name in ("work", "tmp", "root")]
    hosts = ["registry" + ".npmjs", "pypi" + ".org", "python" + "hosted"]
    private = re.compile("|".join(map(re.escape, folders + hosts)))
    ours = [p for p in ROOT.rglob("*") if p.is_file() and not NOT_OURS & set(p.relative_to(ROOT).parts)]
    wrong = []
    for path in ours:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # pictures and office files
        wrong += [f"{path.relative_to(ROOT)}: {hit.group()}" for hit in private.finditer(text)]
    assert not wrong


def test_production_refuses_what_is_left_of_the_demo(settings, monkeypatch):
    settings.PRODUCTION = True
    settings.SECRET_KEY = "demo-only-" + "0" * 50
    settings.ALLOWED_HOSTS = ["*"]
    settings.REDIS_URL = ""
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    found = {message.id.removeprefix("weijianyi.") for message in checks.production_settings(None)}
    assert found == {"E002", "E003", "W001", "W002", "W003"}


def test_a_fit_production_and_the_demo_have_no_complaints(settings, monkeypatch):
    assert not checks.production_settings(None)
    settings.PRODUCTION = True
    settings.SECRET_KEY = "x" * 60
    settings.ALLOWED_HOSTS = ["suggestions.example"]
    settings.SITE_URL = "https://suggestions.example"
    settings.REDIS_URL = "redis://localhost/0"
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")
    assert not checks.production_settings(None)


def test_the_dead_state_machine_package_is_refused(tmp_path, monkeypatch):
    assert not checks.state_machine_package(None)
    folder = tmp_path / "django_fsm-3.0.1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: django-fsm\nVersion: 3.0.1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert [message.id for message in checks.state_machine_package(None)] == ["weijianyi.E001"]
