-- Columns that hold a time are called so: how they are read goes by the name.
-- RenameColumn
ALTER TABLE "outbox" RENAME COLUMN "claimed_until" TO "claimed_until_at";
ALTER TABLE "user_activity" RENAME COLUMN "delayed_until" TO "delayed_until_at";
ALTER TABLE "session" RENAME COLUMN "not_after" TO "not_after_at";
ALTER TABLE "saml_connection" RENAME COLUMN "required_since" TO "required_since_at";
