"""Run the revisions on the connection that factcheck, or a test, hands over in the configuration's attributes."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    include_object=context.config.attributes.get("include_object"),
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
