"""Every machine as a table and as a diagram, from the code itself; a stored copy is compared in the tests."""

from django.apps import apps

from weijianyi.workflow.steps import Stateful

SELF = "="


def machines():
    """Concrete nouns with a machine; a kind of item counts as one noun, its common table does not."""
    found = [m for m in apps.get_models(include_auto_created=False) if issubclass(m, Stateful)]
    with_kinds = {p._meta.concrete_model for p in found if p._meta.proxy}
    return sorted((m for m in found if m not in with_kinds), key=lambda m: m._meta.label)


def arrows(model):
    """[(step name, label, source, target, row outcome)]; target "=" where the state stays."""
    allowed = getattr(model, "allowed_states", lambda: None)()
    rows = []
    for name, method in model.steps().items():
        for source, arrow in sorted(method._django_fsm.transitions.items()):
            if allowed and source not in allowed:
                continue
            for target in targets(arrow, allowed):
                if method.step.pairs and target not in method.step.pairs[source]:
                    continue
                rows.append((name, method.step.label, source, target, method.step.rows_note))
    return rows


def targets(arrow, allowed):
    many = getattr(arrow.target, "allowed_states", None)
    found = [str(s) for s in many] if many else [SELF if arrow.target is None else str(arrow.target)]
    return [t for t in found if t == SELF or not allowed or t in allowed]


def table(model):
    """Plain text: one line per arrow, then who may take each step and whether a second person is asked."""
    lines = [f"{model._meta.verbose_name} {model._meta.label}", ""]
    for name, label, source, target, note in arrows(model):
        arrow = f"{source} → {source if target == SELF else target}"
        lines.append(f"  {name:18} {arrow:28} {label}{f'　｜{note}' if note else ''}")
    lines += ["", "  who"]
    for name, method in model.steps().items():
        second = f"，第二人 {method.step.seconded_by.__name__}" if method.step.seconded_by else ""
        lines.append(f"  {name:18} {method.step.who.__name__}{second}")
    return "\n".join(lines)


def diagram(model):
    """Mermaid state diagram; steps that keep the state are left out."""
    labels = dict(model._meta.get_field("state").choices)
    seen = {s for _, _, source, target, _ in arrows(model) for s in (source, target) if s != SELF}
    lines = ["stateDiagram-v2", *(f"    {state}: {labels[state]}" for state in labels if state in seen)]
    for _, label, source, target, _ in arrows(model):
        if target != SELF and (line := f"    {source} --> {target}: {label}") not in lines:
            lines.append(line)
    return "\n".join(lines)
