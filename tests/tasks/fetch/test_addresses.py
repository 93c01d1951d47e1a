"""Which addresses are public, under whatever guise they come, and that TLS is checked by name, not by address."""

from __future__ import annotations

import contextlib
import datetime as dt
import socket
import ssl
import threading
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_network
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from tasks.fetch.addresses import special_kind
from tests.tasks.fetch.conftest import Fetcher, Reply


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("0.0.0.0", "unspecified"),  # noqa: S104  # not bound to, only judged
        ("10.255.255.255", "private"),
        ("100.64.0.1", "shared (CGNAT)"),
        ("127.8.8.8", "loopback"),
        ("168.63.129.16", "cloud metadata"),
        ("169.254.169.254", "link-local"),
        ("172.16.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.0.0.170", "special-purpose"),
        ("192.168.0.1", "private"),
        ("198.18.0.5", "benchmarking"),
        ("203.0.113.9", "documentation"),
        ("224.0.0.1", "multicast"),
        ("255.255.255.255", "reserved"),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("::ffff:10.0.0.1", "private"),
        ("::ffff:7f00:1", "loopback"),
        ("::127.0.0.1", "reserved"),
        ("64:ff9b::10.0.0.1", "private"),
        ("64:ff9b::7f00:1", "loopback"),
        ("64:ff9b:1::1", "reserved"),
        ("2002:7f00:1::", "6to4"),
        ("2001:0:1::1", "Teredo"),
        ("2001:db8::1", "documentation"),
        ("3fff::1", "documentation"),
        ("fc00::1", "private"),
        ("fd00:ec2::254", "private"),
        ("fe80::1%eth0", "link-local"),
        ("fec0::1", "private"),
        ("ff02::1", "multicast"),
        ("100::1", "reserved"),
    ],
)
def test_special_addresses_are_known(address: str, kind: str) -> None:
    assert special_kind(address) == kind


@pytest.mark.parametrize("address", ["8.8.8.8", "172.32.0.1", "223.5.5.5", "2400:3200::1", "64:ff9b::808:808"])
def test_public_addresses_pass(address: str) -> None:
    assert special_kind(address) is None


@given(st.ip_addresses(v=4))
def test_what_python_calls_private_is_never_public_here(address: IPv4Address) -> None:
    if special_kind(str(address)) is None:
        assert address.is_global
        assert not address.is_multicast
        assert special_kind(str(IPv6Address(int(address) | 0xFFFF << 32))) is None
    else:
        assert special_kind(f"::ffff:{address}") is not None


_NAT64 = ip_network("64:ff9b::/96")


@given(st.ip_addresses(v=6))
def test_six_as_well(address: IPv6Address) -> None:
    if special_kind(str(address)) is None and address.ipv4_mapped is None:
        assert address.is_global or address in _NAT64


class _Secure:
    """A TLS server for one name that notes the name it was asked for."""

    def __init__(self, folder: Path, name: str) -> None:
        certificate, key = _certificate(name)
        (folder / "both.pem").write_bytes(certificate + key)
        self.certificate = certificate.decode()
        self.asked: list[str | None] = []
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(folder / "both.pem")
        self._context.sni_callback = lambda _socket, asked, _context: self.asked.append(asked)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                plain = self._socket.accept()[0]
            except OSError:
                return
            with contextlib.suppress(OSError), self._context.wrap_socket(plain, server_side=True) as secure:
                request = secure.recv(65536)
                secure.sendall(Reply(b"", 404).wire() if b"robots.txt" in request else Reply().wire())
            plain.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


def _certificate(name: str) -> tuple[bytes, bytes]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    built = (
        x509.CertificateBuilder(subject, subject, key.public_key(), 1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return built.public_bytes(serialization.Encoding.PEM), private


@pytest.fixture
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Secure]:
    server = _Secure(tmp_path_factory.mktemp("tls"), "reports.test")
    yield server
    server.close()


def _fetch(secure: _Secure, fetcher: Fetcher, host: str, trust: bool = True) -> Any:
    context = ssl.create_default_context(cadata=secure.certificate if trust else None)
    return fetcher.one(f"https://{host}:{secure.port}/a.html", tls=context, ports=frozenset({secure.port}))


def test_a_checked_address_is_asked_under_its_name(secure: _Secure, fetcher: Fetcher) -> None:
    assert _fetch(secure, fetcher, "reports.test")["outcome"] == "fetched"
    assert set(secure.asked) == {"reports.test"}


def test_a_certificate_for_another_name_is_not_taken(secure: _Secure, fetcher: Fetcher) -> None:
    row = _fetch(secure, fetcher, "other.test")
    assert (row["outcome"], "certificate is not valid" in row["error"]) == ("failed", True)


def test_an_unknown_certificate_is_not_taken(secure: _Secure, fetcher: Fetcher) -> None:
    assert "certificate is not valid" in _fetch(secure, fetcher, "reports.test", trust=False)["error"]
