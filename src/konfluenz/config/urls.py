"""Every address of the program, face by face."""

from django.urls import include, path
from django.views.generic import RedirectView

from konfluenz.office import city_css, demo_login, errors

urlpatterns = [
    path("konto/", include("konfluenz.office.people.account_urls")),
    path("buero/seiten/", include("konfluenz.publishing.editing.urls")),
    path("buero/", include("konfluenz.office.urls")),
    path("einrichtung/", RedirectView.as_view(pattern_name="office:setup"), name="setup_door"),
    path("demo/", demo_login.choose, name="demo"),
    path("demo/anmelden/<slug:role>/", demo_login.enter, name="demo_enter"),
    path("stadt.css", city_css.stylesheet, name="city-css"),
    path("daten/", include("konfluenz.exchange.urls")),
    path("", include("konfluenz.portal.urls")),
]

handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
