"""Tables of people."""

from konfluenz.people.models.accounts import Account
from konfluenz.people.models.consents import Consent
from konfluenz.people.models.contacts import ContactChannel
from konfluenz.people.models.desk import Draft, SavedView
from konfluenz.people.models.languages import SpokenLanguage
from konfluenz.people.models.merging import Merge, MergeStep
from konfluenz.people.models.persons import Person, PersonName
from konfluenz.people.models.roles import Role, RoleGrant

__all__ = [
    "Account",
    "Consent",
    "ContactChannel",
    "Draft",
    "Merge",
    "MergeStep",
    "Person",
    "PersonName",
    "Role",
    "RoleGrant",
    "SavedView",
    "SpokenLanguage",
]
