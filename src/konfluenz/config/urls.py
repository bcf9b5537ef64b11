"""Every address of the program, face by face."""

from django.urls import include, path

urlpatterns = [
    path("konto/", include("konfluenz.office.account_urls")),
    path("buero/", include("konfluenz.office.urls")),
    path("", include("konfluenz.portal.urls")),
]
