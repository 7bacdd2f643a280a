"""Texts of notices: plain text from templates, title in the first line."""

from django.template import Context
from django.template.loader import get_template


def plain(template, facts):
    """Rendered without HTML escapes: pages escape the text again when they show it."""
    return template.template.render(Context(facts, autoescape=False))


def title_and_body(text, facts):
    """Title and body of templates/notices/text/<text>.txt; empty lines fall out."""
    rendered = plain(get_template(f"notices/text/{text}.txt"), facts)
    title, *body = [" ".join(line.split()) for line in rendered.splitlines() if line.strip()]
    return title[:120], "\n".join(body)
