"""What every page knows: who issues, how to reach them, where the style sheets are."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static

from zizhi.core.profile import department

__all__ = ["Site", "site", "site_context"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The frame's constants; `demonstration` puts a notice on every page."""

    service: str
    authority: str
    telephone: str
    void_notice: str
    demonstration: bool
    bootstrap_css: str
    theme_css: str
    icon: str


@lru_cache(maxsize=1)
def site() -> Site:
    """The constants of this hall, read once per process."""
    profile = department()
    return Site(
        service="建设工程企业资质电子证书",
        authority=profile.name,
        telephone=profile.telephone,
        void_notice=profile.void_notice,
        demonstration=settings.ZIZHI_PROFILE == "demonstration",
        bootstrap_css=static("bootstrap/css/bootstrap.min.css"),
        theme_css=static("zizhi/theme.css"),
        icon=static("zizhi/icon.svg"),
    )


def site_context(request: HttpRequest) -> dict[str, Site]:
    """Context processor: `site` in every template."""
    return {"site": site()}
