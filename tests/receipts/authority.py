"""A timestamp authority of the tests: its certificates, and answers to queries."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AT = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
CURVE = ec.SECP256R1()
SHA256 = hashes.SHA256()
REJECTION = bytes.fromhex("3005 3003 020102")
"""An answer without a token."""


class Authority:
    """A root and a signer; `expires` is the signer's last instant."""

    def __init__(self, *, expires: datetime = AT + YEAR, stamps: bool = True) -> None:
        self.root_key, self.key = ec.generate_private_key(CURVE), ec.generate_private_key(CURVE)
        name, own = named("Root"), named("Stamps")
        constraints = x509.BasicConstraints(ca=True, path_length=None)
        root = certificate(name, name, self.root_key, AT + YEAR, 1)
        self.root = root.add_extension(constraints, critical=True).sign(self.root_key, SHA256)
        signer = certificate(own, name, self.key, expires, 2)
        if stamps:
            usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            signer = signer.add_extension(usage, critical=True)
        self.signer = signer.sign(self.root_key, SHA256)

    @property
    def pem(self) -> bytes:
        return self.root.public_bytes(serialization.Encoding.PEM)

    def answer(self, query: bytes, *, spoiled: bool = False, refused: bool = False) -> bytes:
        """The answer to a query; `spoiled` with a signature over something else."""
        if refused:
            return REJECTION
        asked = tsp.TimeStampReq.load(query)
        info = {
            "version": "v1",
            "policy": "1.2.3.4",
            "message_imprint": asked["message_imprint"],
            "serial_number": 1,
            "gen_time": AT,
        }
        signed = self._signed(tsp.TSTInfo(info).dump(), spoiled)
        token = cms.ContentInfo({"content_type": "signed_data", "content": signed})
        status = {"status": "granted"}
        return bytes(tsp.TimeStampResp({"status": status, "time_stamp_token": token}).dump())

    def _signed(self, info: bytes, spoiled: bool) -> cms.SignedData:
        signer = self._signer_info(info)
        payload = signer["signed_attrs"].untag().dump()
        signer["signature"] = self.key.sign(payload + b"x" * spoiled, ec.ECDSA(SHA256))
        content = cms.ParsableOctetString(info)
        return cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [algorithm("sha256")],
                "encap_content_info": {"content_type": "tst_info", "content": content},
                "certificates": [self._own()],
                "signer_infos": [signer],
            }
        )

    def _signer_info(self, info: bytes) -> Any:
        own = self._own()
        held = {"cert_hash": hashlib.sha256(own.dump()).digest()}
        attributes = {
            "content_type": ["tst_info"],
            "message_digest": [hashlib.sha256(info).digest()],
            "signing_certificate_v2": [tsp.SigningCertificateV2({"certs": [held]})],
        }
        identifier = {"issuer": own.issuer, "serial_number": own.serial_number}
        return cms.SignerInfo(
            {
                "version": "v1",
                "sid": cms.SignerIdentifier({"issuer_and_serial_number": identifier}),
                "digest_algorithm": algorithm("sha256"),
                "signed_attrs": [{"type": a, "values": b} for a, b in attributes.items()],
                "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
                "signature": core.OctetString(b""),
            }
        )

    def _own(self) -> asn1_x509.Certificate:
        der = self.signer.public_bytes(serialization.Encoding.DER)
        return asn1_x509.Certificate.load(der)


def algorithm(name: str) -> algos.DigestAlgorithm:
    return algos.DigestAlgorithm({"algorithm": name})


def named(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def certificate(
    subject: x509.Name, issuer: x509.Name, key: Any, until: datetime, number: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(number)
        .not_valid_before(AT - 2 * YEAR)
        .not_valid_after(until)
    )
