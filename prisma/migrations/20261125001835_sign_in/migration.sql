-- Sessions, links, second factors, single sign-on, notifications: what signing in and running need beside the settings.
-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "claimed_until" TIMESTAMPTZ(3),
ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "failed_at" TIMESTAMPTZ(3),
ADD COLUMN     "last_error" TEXT;

-- AlterTable
ALTER TABLE "user_activity" ADD COLUMN     "attempted_at" TIMESTAMPTZ(3),
ADD COLUMN     "delayed_until" TIMESTAMPTZ(3),
ADD COLUMN     "email_verified_at" TIMESTAMPTZ(3),
ADD COLUMN     "mobile_verified_at" TIMESTAMPTZ(3),
ADD COLUMN     "pending_attempts" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "user_credential" ADD COLUMN     "second_factor_step" BIGINT;

-- CreateTable
CREATE TABLE "session" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "second_factor" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3),
    "ip" TEXT,
    "user_agent" TEXT,
    "saml_name_id" TEXT,
    "saml_session" TEXT,
    "challenge" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "link" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "subject" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "link_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "former_password" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "password_hash" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "former_password_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "passkey" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "credential_id" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "counter" BIGINT NOT NULL DEFAULT 0,
    "transports" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "known_device" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "network" TEXT,
    "failed_attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "known_device_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "saml_identity" (
    "organisation_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "name_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saml_identity_pkey" PRIMARY KEY ("organisation_id","account_id","issuer","name_id")
);

-- CreateTable
CREATE TABLE "saml_connection" (
    "organisation_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "configuration" TEXT NOT NULL,
    "tested_at" TIMESTAMPTZ(3),
    "tested_by" TEXT,
    "required_since" TIMESTAMPTZ(3),
    "metadata" TEXT,
    "metadata_url" TEXT,
    "metadata_at" TIMESTAMPTZ(3),
    "sp_key" TEXT,
    "sp_certificate" TEXT,

    CONSTRAINT "saml_connection_pkey" PRIMARY KEY ("organisation_id","account_id")
);

-- CreateTable
CREATE TABLE "saml_request" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "request_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "return_to" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "consumed_at" TIMESTAMPTZ(3),

    CONSTRAINT "saml_request_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "saml_assertion" (
    "organisation_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "assertion_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saml_assertion_pkey" PRIMARY KEY ("organisation_id","account_id","assertion_id")
);

-- CreateTable
CREATE TABLE "notification" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "subscription_switch" (
    "organisation_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "on" BOOLEAN NOT NULL,

    CONSTRAINT "subscription_switch_pkey" PRIMARY KEY ("organisation_id","user_id","event","channel")
);

-- CreateTable
CREATE TABLE "webhook_secret" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "webhook" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_secret_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "seen_event" (
    "organisation_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "seen_event_pkey" PRIMARY KEY ("organisation_id","type","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_organisation_id_user_id_idx" ON "session"("organisation_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "link_token_hash_key" ON "link"("token_hash");

-- CreateIndex
CREATE INDEX "link_organisation_id_user_id_purpose_idx" ON "link"("organisation_id", "user_id", "purpose");

-- CreateIndex
CREATE INDEX "former_password_organisation_id_user_id_idx" ON "former_password"("organisation_id", "user_id");

-- CreateIndex
CREATE INDEX "recovery_code_organisation_id_user_id_idx" ON "recovery_code"("organisation_id", "user_id");

-- CreateIndex
CREATE INDEX "passkey_organisation_id_user_id_idx" ON "passkey"("organisation_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "passkey_organisation_id_credential_id_key" ON "passkey"("organisation_id", "credential_id");

-- CreateIndex
CREATE UNIQUE INDEX "known_device_organisation_id_user_id_token_hash_key" ON "known_device"("organisation_id", "user_id", "token_hash");

-- CreateIndex
CREATE INDEX "saml_identity_organisation_id_user_id_idx" ON "saml_identity"("organisation_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "saml_request_organisation_id_account_id_request_id_key" ON "saml_request"("organisation_id", "account_id", "request_id");

-- CreateIndex
CREATE INDEX "notification_organisation_id_user_id_id_idx" ON "notification"("organisation_id", "user_id", "id");

-- CreateIndex
CREATE INDEX "subscription_switch_organisation_id_event_idx" ON "subscription_switch"("organisation_id", "event");

-- CreateIndex
CREATE INDEX "webhook_secret_organisation_id_account_id_webhook_idx" ON "webhook_secret"("organisation_id", "account_id", "webhook");

-- CreateIndex
CREATE INDEX "seen_event_organisation_id_type_at_idx" ON "seen_event"("organisation_id", "type", "at");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "app_user"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link" ADD CONSTRAINT "link_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "app_user"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "former_password" ADD CONSTRAINT "former_password_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "app_user"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "app_user"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "app_user"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "known_device" ADD CONSTRAINT "known_device_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "app_user"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saml_identity" ADD CONSTRAINT "saml_identity_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "app_user"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "app_user"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription_switch" ADD CONSTRAINT "subscription_switch_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "app_user"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is due to be delivered, whatever has been delivered before.
CREATE INDEX "outbox_due_idx" ON "outbox" (coalesce("due_at", "created_at")) WHERE "delivered_at" IS NULL AND "failed_at" IS NULL;

-- The first Account Manager of an organisation was made without the row that his password stands in.
INSERT INTO "user_credential" ("organisation_id", "user_id")
SELECT "organisation_id", "id" FROM "app_user" ON CONFLICT DO NOTHING;

-- A permission that is new: Account Managers hold every one.
UPDATE "role" SET "permissions" = array_append("permissions", 'events/write')
WHERE "predefined" AND "name" = 'Account Manager' AND NOT 'events/write' = ANY("permissions");
