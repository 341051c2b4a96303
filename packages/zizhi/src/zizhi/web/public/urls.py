"""Addresses of the public side."""

from django.urls import path, re_path

from zizhi.web.public import views

urlpatterns = [
    path("", views.home, name="home"),
    path("verify/", views.verify, name="verify"),
    path("verify/file/", views.file_page, name="verify-file"),
    path("verify/<slug:slug>/", views.entry_page, name="verify-entry"),
    re_path("^[vV]/(?P<address>.*)$", views.scanned, name="scanned"),  # the QR text is upper case
    path("help/", views.help_page, name="help"),
]
