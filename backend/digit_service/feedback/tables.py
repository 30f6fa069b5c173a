"""The tables. Whatever is changed here gets a migration; a test compares the two."""

from sqlalchemy import BigInteger, Column, ForeignKey, LargeBinary, MetaData, String, Table, Text

METADATA = MetaData()

# Each image once, however often it was sent; the key is the SHA-256 of `data`.
IMAGES = Table(
    "feedback_images",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("suffix", String(8), nullable=False),
)

# Each sending, under an id that only its sender is told; `sent_at` in milliseconds since 1970.
SENDINGS = Table(
    "feedback_sendings",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("image", String(64), ForeignKey("feedback_images.sha256"), nullable=False, index=True),
    Column("correction", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("mode", String(16), nullable=False),
    Column("reading", Text, nullable=False),
    Column("sent_at", BigInteger, nullable=False, index=True),
)
