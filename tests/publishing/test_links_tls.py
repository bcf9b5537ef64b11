"""The link checker on encrypted sites: it connects to the judged address, trusts only the name."""

import datetime as dt
import ipaddress
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone

from konfluenz.publishing.links import asking, checking, guarding
from konfluenz.publishing.links.asking import Answer
from konfluenz.publishing.models import OutsideLink

HOST = "stadt.example.org"
# fmt: off
USAGES = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
          "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
# fmt: on


def signed(name, key, issuer, issuer_key, *, is_ca=False, days=2):
    """Return a certificate for `name` that runs out in so many `days`."""
    now = dt.datetime.now(dt.UTC)
    chosen = {"key_cert_sign"} if is_ca else {"digital_signature"}
    mine = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    theirs = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    builder = x509.CertificateBuilder(
        issuer_name=x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]),
        subject_name=x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]),
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=now - dt.timedelta(days=9),
        not_valid_after=now + dt.timedelta(days=days),
    )
    for extension, critical in (
        (x509.BasicConstraints(ca=is_ca, path_length=None), True),
        (x509.KeyUsage(**{usage: usage in chosen for usage in USAGES}), True),
        (x509.SubjectAlternativeName([x509.DNSName(name)]), False),
        (mine, False),
        (theirs, False),
    ):
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(issuer_key, hashes.SHA256())


class SafeSite:
    """An encrypted site on loopback. `named` are the names that were asked for (SNI)."""

    def __init__(self, folder, key, certificate):
        file = folder / "site.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        self.named, self.hosts = [], []
        context.sni_callback = lambda _socket, name, _context: self.named.append(name)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def _handler(site):  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self):
                site.hosts.append(self.headers["Host"])
                self.send_response(200)
                self.end_headers()

            def log_message(self, *details):
                pass

        return Handler


@pytest.fixture
def trusted(tmp_path, monkeypatch):
    """Return what opens a site with a certificate by a body that the checker trusts."""
    ours = ec.generate_private_key(ec.SECP256R1())
    body = signed("Demo-CA", ours, "Demo-CA", ours, is_ca=True)
    (tmp_path / "ca.pem").write_bytes(body.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return ours


@pytest.fixture
def opened(tmp_path, settings, monkeypatch):
    """Open sites on loopback that every name leads to, and close them at the end."""
    sites = []
    settings.LINK_ALLOWED_ADDRESSES = {"127.0.0.1"}
    here = [ipaddress.ip_address("127.0.0.1")]
    monkeypatch.setattr(guarding, "addresses", lambda _host, _port: here)

    def site(issuer_key, name=HOST, **more):
        key = ec.generate_private_key(ec.SECP256R1())
        sites.append(SafeSite(tmp_path, key, signed(name, key, "Demo-CA", issuer_key, **more)))
        settings.LINK_PORTS = {443, sites[-1].port}
        return sites[-1]

    yield site
    for one in sites:
        one.close()


def test_the_judged_address_is_asked_and_the_certificate_must_be_that_of_the_name(trusted, opened):
    site = opened(trusted)
    assert asking.ask(f"https://{HOST}:{site.port}/a") == Answer("ok", 200)
    assert (site.named, site.hosts) == ([HOST], [f"{HOST}:{site.port}"])
    other = asking.ask(f"https://andere.example.org:{site.port}/a")
    assert other == Answer("unsure", reason="another-name")
    bare = asking.ask(f"https://127.0.0.1:{site.port}/a")
    assert bare.state == "unsure"
    assert site.hosts == [f"{HOST}:{site.port}"]


def test_a_certificate_of_nobody_known_or_that_ran_out_is_a_finding_of_its_own(trusted, opened):
    unknown = opened(ec.generate_private_key(ec.SECP256R1()))
    assert asking.ask(f"https://{HOST}:{unknown.port}/").reason == "certificate"
    old = opened(trusted, days=-1)
    assert asking.ask(f"https://{HOST}:{old.port}/").reason == "certificate"
    assert (unknown.hosts, old.hosts) == ([], [])


def test_a_site_that_speaks_no_tls_is_told_apart(trusted, opened, settings):
    plain = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    threading.Thread(target=plain.serve_forever, daemon=True).start()
    settings.LINK_PORTS = {plain.server_port}
    try:
        answer = asking.ask(f"https://{HOST}:{plain.server_port}/")
    finally:
        plain.shutdown()
        plain.server_close()
    assert answer == Answer("unsure", reason="encryption")


@pytest.mark.django_db
def test_a_bad_certificate_never_makes_a_link_broken(time_machine):
    begun = timezone.localtime().replace(hour=12)
    url = f"https://{HOST}/"
    link = OutsideLink.objects.create(url=url, host=HOST, since=begun, next_at=begun)
    for day in range(5):
        time_machine.move_to(begun + dt.timedelta(days=day), tick=False)
        found = checking.settle(link, Answer("unsure", reason="another-name"))
    assert (found.state, found.reason, found.failures) == ("unsure", "another-name", 5)
