"""Addresses for machines."""

from django.urls import path

from konfluenz.exchange.open_data import views

app_name = "exchange"

urlpatterns = [
    path("", views.index, name="catalogue"),
    path("katalog.<slug:form>", views.catalogue_file, name="catalogue-file"),
    path("<slug:slug>.csv", views.table, name="table"),
    path("<slug:slug>.csv-metadata.json", views.columns, name="columns"),
]
