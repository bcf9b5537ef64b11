"""Accounts: who logs in. Most people never do."""

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models


class Account(AbstractBaseUser, PermissionsMixin):
    """PLACEHOLDER until the people room is built."""

    email = models.EmailField(unique=True)
    USERNAME_FIELD = "email"
