"""Tokens as they are kept: sealed, so that whoever reads the database or a copy of it cannot use them."""

import base64
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Dialect, Text, TypeDecorator

from facts.errors import NotConfigured

LENGTH = 32
"""Characters that a secret must have."""


class Sealed(TypeDecorator[str]):
    """A column whose text the database does not know. It is read as it was written."""

    impl = Text
    cache_ok = True

    def __init__(self, sealer: MultiFernet) -> None:
        """Take what seals and opens."""
        super().__init__()
        self.sealer = sealer

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Seal a text, on its way in."""
        return value and self.sealer.encrypt(value.encode()).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Open a text, on its way out.

        Raises:
            NotConfigured: it was sealed with another secret.
        """
        try:
            return value and self.sealer.decrypt(value).decode()
        except InvalidToken:
            raise NotConfigured(
                "FACTDESK_TOKEN_KEY does not open the tokens on file; "
                "add the one that sealed them behind a comma, or install the app anew."
            ) from None


def sealer_of(secrets: str) -> MultiFernet:
    """Return what seals with the first of some secrets, and opens what any of them has sealed.

    Args:
        secrets: random text of at least 32 characters each, with commas between.

    Raises:
        NotConfigured: one is too short.
    """
    each = [secret.strip() for secret in secrets.split(",")]
    if min(map(len, each)) < LENGTH:
        raise NotConfigured(
            f"FACTDESK_TOKEN_KEY needs {LENGTH} random characters; make some: openssl rand -hex 32."
        )
    # A secret that is random needs no slow derivation, only the length that the cipher wants.
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(sha256(secret.encode()).digest())) for secret in each]
    )
