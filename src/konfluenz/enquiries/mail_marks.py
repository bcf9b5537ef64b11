"""By what a mail is known again and finds its thread: keyed digests, never the words themselves."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from konfluenz.enquiries import mail_words
from konfluenz.ground import keyring
from konfluenz.ground.incoming import Incoming


@dataclass(frozen=True)
class Marks:
    """The digests of a mail: `identity` is what it is known by, all else is keyed.

    `own` stands for itself, `named` for the mails it answers, `first` for the one its
    conversation began with, `people` for all addresses in it, `author` for who wrote.
    """

    identity: str
    own: str
    named: tuple[str, ...]
    first: str
    people: tuple[str, ...]
    author: frozenset[str]


def of(mail: Incoming, raw: bytes, ours: Collection[str]) -> Marks:
    """Return the marks of `mail`: by its Message-ID, else by its bytes."""
    identity = mail.id or f"sha256:{hashlib.sha256(raw).hexdigest()}"
    own = _mail(identity)
    named = tuple(_mail(one) for one in mail.references)
    addresses = filter(None, dict.fromkeys([mail.sender, mail.reply_to, *mail.others]))
    return Marks(
        identity=identity,
        own=own,
        named=named,
        first=named[0] if named else own,
        people=tuple(_person(one) for one in addresses),
        author=frozenset({_person(mail_words.author(mail, ours))}),
    )


def _mail(identity: str) -> str:
    return keyring.blind_index("mail", identity)


def _person(address: str) -> str:
    return keyring.blind_index("mail:person", address)
