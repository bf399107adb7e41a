"""A timestamp of a third party over a file (RFC 3161): the query for it, and what an answer proves.

The query is 59 bytes of DER (section 2.4.1), written out here; answers are read and verified by the
library of the extra `timestamps`, which is imported only then. Nothing is sent anywhere. The query has no nonce: the
same file asks the same question, and an older answer to it is as true as a new one.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from checker.lazily import dataclass
from checker.model.text import say
from checker.receipts.reading import NoReceipt

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

VERSION_AND_SHA256 = bytes.fromhex("3039 020101 3031 300d 0609608648016503040201 0500 0420")
CERTIFICATES_TOO = bytes.fromhex("0101ff")
HASHES = {
    "2.16.840.1.101.3.4.2.1": hashlib.sha256,
    "2.16.840.1.101.3.4.2.2": hashlib.sha384,
    "2.16.840.1.101.3.4.2.3": hashlib.sha512,
}
"""The digests that count, by their object identifiers; others prove nothing any more."""

State = Literal[
    "fits",
    "refused",
    "other-file",
    "bad-signature",
    "unknown-authority",
    "expired",
    "no-timestamping",
]


@dataclass(frozen=True)
class Stamp:
    """What an answer says of a file."""

    state: State
    at: datetime | None = None
    """When the authority saw the file's digest; only where everything fits."""


def query(content: bytes) -> bytes:
    """The question to an authority, for the SHA-256 of some bytes; its certificate is to come with the answer."""
    return VERSION_AND_SHA256 + hashlib.sha256(content).digest() + CERTIFICATES_TOO


def verified(content: bytes, answer: bytes, authorities: bytes) -> Stamp:
    """What an answer proves of a file; `authorities` holds certificates that are trusted, as PEM.

    Certificates must have been valid when the stamp was made, not now. Whether one was revoked is not
    looked at. Raises `NoReceipt` where the answer or the certificates cannot be read, and
    `ImportError` where the extra is not installed.
    """
    from cryptography.x509 import InvalidVersion  # noqa: PLC0415 - an extra
    from rfc3161_client import VerificationError, VerifierBuilder  # noqa: PLC0415 - an extra

    response = _read(answer)
    if response.status:
        return Stamp("refused")
    imprint = response.tst_info.message_imprint
    digest = HASHES.get(imprint.hash_algorithm.dotted_string)
    if digest is None or digest(content).digest() != imprint.message:
        return Stamp("other-file")
    verifier = VerifierBuilder(roots=_certificates(authorities)).build()
    try:
        verifier.verify(response, imprint.message)
    except VerificationError as error:
        return Stamp(_why(str(error)))
    except (ValueError, InvalidVersion):
        raise _no_answer() from None
    return Stamp("fits", response.tst_info.gen_time.astimezone(UTC))


def _read(answer: bytes) -> TimeStampResponse:
    from rfc3161_client import decode_timestamp_response  # noqa: PLC0415 - an extra

    try:
        response = decode_timestamp_response(answer)
        if not response.status:
            _ = response.tst_info  # read here, so that what is broken is refused here
    except ValueError:
        raise _no_answer() from None
    return response


def _no_answer() -> NoReceipt:
    return NoReceipt(
        say("时间戳机构的答复读不懂", "the answer of the timestamp authority cannot be read")
    )


def _certificates(pem: bytes) -> list[Certificate]:
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 - an extra

    try:
        return load_pem_x509_certificates(pem)
    except ValueError:
        raise NoReceipt(
            say("机构证书读不出来（应为 PEM）", "the authority's certificate is no PEM")
        ) from None


def _why(error: str) -> State:
    """Why an answer over the right digest was not believed, by what OpenSSL says in the library's error."""
    if "EKU" in error or "certificate purpose" in error:
        return "no-timestamping"
    if "has expired" in error or "not yet valid" in error:
        return "expired"
    return "unknown-authority" if "certificate verify error" in error else "bad-signature"
