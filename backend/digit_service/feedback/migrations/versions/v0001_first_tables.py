"""The first tables: images, and what was sent of them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "feedback_images",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("suffix", sa.String(8), nullable=False),
    )
    op.create_table(
        "feedback_sendings",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("image", sa.String(64), sa.ForeignKey("feedback_images.sha256"), nullable=False),
        sa.Column("correction", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("reading", sa.Text, nullable=False),
        sa.Column("sent_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_feedback_sendings_image", "feedback_sendings", ["image"])
    op.create_index("ix_feedback_sendings_sent_at", "feedback_sendings", ["sent_at"])


def downgrade() -> None:
    """Drop them, with all that they hold."""
    op.drop_table("feedback_sendings")
    op.drop_table("feedback_images")
