"""All addresses of the hall."""

from django.urls import URLPattern, URLResolver, include, path

from zizhi.api.v1 import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("", include("zizhi.web.public.urls")),
]

handler400 = "zizhi.web.errors.bad_request"
handler403 = "zizhi.web.errors.forbidden"
handler404 = "zizhi.web.errors.not_found"
handler500 = "zizhi.web.errors.server_error"
