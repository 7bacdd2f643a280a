"""The house as README describes it, checked by reading the source: layers, sizes, forbidden ways round."""

import ast
import re
from functools import cache

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver, reverse

from tests.machine_addresses import MACHINE

ROOT = settings.BASE_DIR
APPS = ("weijianyi", "members", "suggestions", "dispatch")
# From the bottom to the top; a module imports from its own height or below.
LAYERS = [
    ("weijianyi",),
    ("members",),
    ("suggestions",),
    ("dispatch",),
    (
        "weijianyi.urls",
        "weijianyi.views",
        "weijianyi.api",
        "weijianyi.management",
        "weijianyi.demo",
        "weijianyi.wsgi",
    ),
]
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "services", "misc", "tools"}
# Views fetch through .visible_to(actor) or another method of the manager that takes the actor's rights.
SCOPED = {"visible_to", "of", "for_actor", "for_user"}
# Where a view may use a manager otherwise, and why.
BARE_MANAGERS_ALLOWED = {
    "weijianyi/views/health.py: JobRun.objects": "is the timetable ticking: no content",
    "weijianyi/views/health.py: Outbox.objects": "is the outbox drained: no content",
}
# Who is not signed in reaches these addresses and no others, and those of machines (tests/machine_addresses.py).
PUBLIC = {
    "account-login": "the sign-in page itself",
    "account-text-size": "large text on the sign-in page: sets a cookie",
    "account-forgotten": "asks for a code; says the same whether there is such an account",
    "account-reset": "takes the code of a message and a new password",
    "outside-start": "leads to the sign-in service of the setting OIDC",
    "outside-back": "the sign-in service's answer, checked by its signature",
    "health-live": "liveness: one word, no database",
    "health-ready": "readiness: names of parts, no content",
    "duty-calendar": "a capability link for phones: re-checks post and rights of who opened it",
    "opinion-new": "the form behind a poster's code; POST keeps it, what is doubtful is marked",
    "opinion-lookup": "receipt code and second secret; one answer for unknown and wrong, limited",
    "opinion-sent": "a signed link of half an hour: the receipt code",
    "opinion-own": "a signed link of half an hour: the own opinion",
    "opinion-own-act": "the same: correct, withdraw, say whether it is solved, delete",
    "opinion-privacy": "the privacy notice",
    "opinion-solved": "texts written for everybody",
    "files-signed": "a capability link: re-checks the rights of who issued it",
}
# Templates that Django itself asks for by name.
DJANGO_ASKS_FOR = re.compile(r"\d{3}\.html|registration/.*|django/.*")


@cache
def sources(*folders):
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in found}


@cache
def product():
    """path → syntax tree of our own code without migrations."""
    return {path: ast.parse(text) for path, text in sources(*APPS).items() if "/migrations/" not in path}


def nodes(kind):
    return [
        (path, node) for path, tree in product().items() for node in ast.walk(tree) if isinstance(node, kind)
    ]


def layer(module):
    """The height of the longest prefix named in LAYERS; None outside our packages."""
    heights = {name: height for height, names in enumerate(LAYERS) for name in names}
    parts = module.split(".")
    prefixes = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((heights[prefix] for prefix in prefixes if prefix in heights), None)


def imports(path, tree):
    """Absolute names of the modules that a file imports, relative imports resolved."""
    package = path.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *filter(None, [node.module])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def test_imports_point_downward():
    wrong = [
        f"{path} imports {name}"
        for path, tree in product().items()
        for name in imports(path, tree)
        if (layer(name) or 0) > layer(path.removesuffix(".py").replace("/", "."))
    ]
    assert not wrong, "\n".join(wrong)


def test_files_have_at_most_300_lines():
    every = sources(*APPS, "tests")
    wrong = [f"{path}: {text.count(chr(10))}" for path, text in every.items() if text.count("\n") > 300]
    assert not [line for line in wrong if "/migrations/" not in line]


def test_functions_have_at_most_40_lines():
    functions = nodes((ast.FunctionDef, ast.AsyncFunctionDef))
    wrong = [f"{path}:{f.lineno} {f.name}" for path, f in functions if f.end_lineno - f.lineno + 1 > 40]
    assert not wrong, "\n".join(wrong)


def test_every_module_says_what_belongs_there():
    silent = [p for p, tree in product().items() if tree.body and not ast.get_docstring(tree)]
    assert not silent


def test_no_module_is_named_vaguely():
    assert not [path for path in sources(*APPS) if VAGUE_NAMES & set(path.removesuffix(".py").split("/"))]


def test_views_fetch_only_what_the_actor_may_see():
    in_views = [(p, n) for p, n in nodes(ast.Attribute) if re.search(r"/views(/|\.py)", p)]
    scoped = {id(n.value) for _, n in in_views if n.attr in SCOPED}
    bare = [
        f"{path}: {ast.unparse(node)}"
        for path, node in in_views
        if node.attr in ("objects", "_default_manager") and id(node) not in scoped
    ]
    shortcuts = [
        f"{path}: {ast.unparse(call)}"
        for path, call in nodes(ast.Call)
        if re.search(r"/views(/|\.py)", path)
        and getattr(call.func, "id", "").startswith("get_")
        and getattr(call.func, "id", "").endswith("_or_404")
        and isinstance(call.args[0], ast.Name)
        and call.args[0].id[0].isupper()
    ]
    assert not set(bare + shortcuts) - set(BARE_MANAGERS_ALLOWED)
    assert not set(BARE_MANAGERS_ALLOWED) - set(bare + shortcuts), "no longer needed"


def test_no_state_is_written_past_the_door():
    wrong = [
        f"{path}:{call.lineno}"
        for path, call in nodes(ast.Call)
        if getattr(call.func, "attr", "") == "update"
        and any(k.arg == "state" or (k.arg is None and "'state'" in ast.unparse(k)) for k in call.keywords)
        and path != "dispatch/desks/undoing.py"  # undo goes back past the machine
    ]
    bulk = [
        f"{path}:{call.lineno}"
        for path, call in nodes(ast.Call)
        if getattr(call.func, "attr", getattr(call.func, "id", "")) in ("bulk_update", "store_many")
        and "'state'" in ast.unparse(call)
    ]
    assert not wrong + bulk


def test_no_signals_but_the_loading_of_seeds_after_migrate():
    allowed = {"django.db.models.signals.post_migrate"}
    wrong = [
        f"{path} imports {name}"
        for path, tree in product().items()
        for name in imports(path, tree)
        if (".signals." in name or name.startswith("django.dispatch") or name == "django_fsm.signals")
        and name not in allowed
    ]
    assert not wrong


def test_every_template_is_used():
    texts = dict(sources(*APPS))
    folder = ROOT / "templates"
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.*"))]
    texts |= {name: (folder / name).read_text(encoding="utf-8") for name in names}
    asked = set(re.findall(r"""["']([\w./{}-]+\.(?:html|txt))""", "\n".join(texts.values())))
    patterns = [re.compile(re.sub(r"\\{.*?\\}", ".*", re.escape(name))) for name in asked]
    unused = [
        name
        for name in names
        if not DJANGO_ASKS_FOR.fullmatch(name) and not any(p.fullmatch(name) for p in patterns)
    ]
    assert not unused


def addresses(resolver=None, prefix=""):
    """(name, view, converters) of every address."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}", entry.callback, dict(entry.pattern.converters)
        else:
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            for name, view, converters in addresses(entry, inner):
                yield name, view, {**entry.pattern.converters, **converters}


SAMPLES = {
    "ItemSlug": "23456789abcd",
    "IntConverter": 1,
    "UUIDConverter": "01234567-89ab-4cde-8f01-23456789abcd",
    "PathConverter": "a/b",
}


def test_every_address_has_its_own_name_and_leads_back():
    names = [name for name, _, _ in addresses()]
    assert names, "no addresses"
    assert not [name for name in names if name.endswith("None")], "an address without a name"
    assert len(names) == len(set(names))
    for name, _, converters in addresses():
        reverse(name, kwargs={key: SAMPLES.get(type(c).__name__, "abc") for key, c in converters.items()})


def test_every_address_needs_a_sign_in_but_the_listed_ones():
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE
    public = {name for name, view, _ in addresses() if not getattr(view, "login_required", True)}
    assert public == set(PUBLIC) | MACHINE


@pytest.mark.parametrize("form", ["import dispatch.models", "from dispatch import models"])
def test_the_layer_test_sees_an_upward_import(form):
    assert [layer(name) for name in imports("members/models/x.py", ast.parse(form))] == [3]


def test_the_layer_test_sees_a_relative_import_upward():
    seen = list(imports("weijianyi/clock/x.py", ast.parse("from ..urls import urlpatterns")))
    assert [layer(name) for name in seen] == [4]
