"""What an installation may set from outside, read once from ``KONFLUENZ_*`` variables."""

from pathlib import Path
from typing import Literal

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(BaseSettings):
    """All outside settings of an installation. Names in capitals, with KONFLUENZ_ before."""

    model_config = SettingsConfigDict(env_prefix="KONFLUENZ_")

    home: Path = Path("var")
    """Everything the program writes lives here."""

    base_url: str = "http://localhost:8000"
    """The address people type; stands in mails."""

    database_url: str = ""
    """postgresql://user:password@host:port/name; empty: SQLite under `home`."""

    secret_key: SecretStr = SecretStr("")
    """Signs sessions and links; empty: the file that the set-up wrote under `home`."""

    keyring: SecretStr = SecretStr("")
    """The key ring as JSON; empty: the file that the set-up wrote under `home`."""

    demo: bool = False
    """Invented city: login links for every role, no second factor, a mark on every page."""

    mail_url: str = ""
    """smtp://user:password@host:port or smtps://…; empty: mails are held back in the outbox."""

    mail_from: str = "konfluenz@localhost"
    """The sender of every mail."""

    sms_url: str = ""
    """An HTTP gateway that takes a POST of {"to", "text"}; empty: text messages are held back."""

    translator: Literal["", "deepl", "libretranslate"] = ""
    """Who makes machine drafts of translations; empty: nobody, nothing leaves the house."""

    translator_url: str = ""
    """Its address, https://api-free.deepl.com or that of the city's own LibreTranslate."""

    translator_key: SecretStr = SecretStr("")
    """Its key; LibreTranslate may do without."""

    check_links: bool = False
    """Ask the sites that pages link to whether they are still there; off: nothing is sent."""

    assets: Path = Path(__file__).resolve().parents[3] / "build" / "assets"
    """Where the set-up put styles, scripts and fonts from npm."""

    baked: Path | None = None
    """The public pages as files; empty: ``baked`` under `home`. A web server may read them."""

    offline: bool = True
    """Let readers keep pages on their device; off: what they have kept is cleared."""

    municipality_key: str = ""
    """The city's official key of eight digits (AGS), for the catalogue of open data."""

    open_data_contributor: str = ""
    """The city's address as GovData knows it, http://dcat-ap.de/def/contributors/…; empty: none."""

    debug: bool = False
