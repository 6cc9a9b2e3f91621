"""Fields of Django forms in the look of the site."""

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def control(field: BoundField) -> SafeString:
    """The control of a field with our class; help and errors are tied to it by Django."""
    kind = "form-check-input" if isinstance(field.field.widget, CheckboxInput) else "form-control"
    return field.as_widget(attrs={"class": kind, "placeholder": ""})


@register.simple_tag
def other_sign_in() -> str:
    """The name of the other house one may sign in by, "" where there is none."""
    return settings.OIDC_NAME if settings.OIDC_ISSUER else ""
