-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "purchased_seats" INTEGER NOT NULL,
    "defaults" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resource" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "scope_id" UUID NOT NULL,
    "account_id" UUID,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "predefined" BOOLEAN NOT NULL DEFAULT false,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "resource_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "ownership" (
    "organisation_id" UUID NOT NULL,
    "resource_id" UUID NOT NULL,
    "set_name" TEXT NOT NULL,
    "last_applied" JSONB NOT NULL,
    "source" JSONB NOT NULL,
    "adopted" BOOLEAN NOT NULL DEFAULT false,
    "plan_id" UUID,
    "applied_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ownership_pkey" PRIMARY KEY ("organisation_id","resource_id","set_name")
);

-- CreateTable
CREATE TABLE "manifest_set" (
    "organisation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "repository" TEXT,
    "last_plan_id" UUID,
    "last_applied_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "manifest_set_pkey" PRIMARY KEY ("organisation_id","name")
);

-- CreateTable
CREATE TABLE "account" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "main" BOOLEAN NOT NULL DEFAULT false,
    "display_name" TEXT,
    "enabled" BOOLEAN,

    CONSTRAINT "account_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "username_key" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_key" TEXT NOT NULL,
    "name_id" TEXT,
    "first_name" TEXT,
    "last_name" TEXT,
    "language" TEXT,
    "mobile_number" TEXT,
    "enabled" BOOLEAN,
    "invitation" TEXT,
    "allowed_networks" JSONB,
    "allowed_methods" JSONB,
    "expires" TEXT,
    "origin" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "user_activity" (
    "organisation_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "invited_at" TIMESTAMPTZ(3),
    "activated_at" TIMESTAMPTZ(3),
    "last_sign_in_at" TIMESTAMPTZ(3),
    "last_sign_in_method" TEXT,
    "failed_attempts" INTEGER NOT NULL DEFAULT 0,
    "locked_at" TIMESTAMPTZ(3),
    "suspended_at" TIMESTAMPTZ(3),
    "suspended_reason" TEXT,

    CONSTRAINT "user_activity_pkey" PRIMARY KEY ("organisation_id","user_id")
);

-- CreateTable
CREATE TABLE "user_credential" (
    "organisation_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "password_hash" TEXT,
    "password_set_at" TIMESTAMPTZ(3),
    "second_factor_secret" TEXT,
    "second_factor_enrolled_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_credential_pkey" PRIMARY KEY ("organisation_id","user_id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "removed_user" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "removed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "removed_user_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "role" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID,
    "name" TEXT NOT NULL,
    "predefined" BOOLEAN NOT NULL DEFAULT false,
    "description" TEXT,
    "permissions" TEXT[],

    CONSTRAINT "role_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "user_role" (
    "organisation_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role_id" UUID NOT NULL,
    "origin" TEXT NOT NULL,

    CONSTRAINT "user_role_pkey" PRIMARY KEY ("organisation_id","user_id","role_id","origin")
);

-- CreateTable
CREATE TABLE "user_conversations_role" (
    "organisation_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "origin" TEXT NOT NULL,

    CONSTRAINT "user_conversations_role_pkey" PRIMARY KEY ("organisation_id","user_id","role","origin")
);

-- CreateTable
CREATE TABLE "team" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "membership" TEXT,
    "sso_group" TEXT,

    CONSTRAINT "team_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "team_member" (
    "organisation_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "origin" TEXT NOT NULL,

    CONSTRAINT "team_member_pkey" PRIMARY KEY ("organisation_id","team_id","user_id","origin")
);

-- CreateTable
CREATE TABLE "team_role" (
    "organisation_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "role_id" UUID NOT NULL,
    "origin" TEXT NOT NULL,

    CONSTRAINT "team_role_pkey" PRIMARY KEY ("organisation_id","team_id","role_id","origin")
);

-- CreateTable
CREATE TABLE "service_account" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "enabled" BOOLEAN,
    "scope" JSONB,
    "allowed_networks" JSONB,
    "trust" JSONB,

    CONSTRAINT "service_account_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "service_account_role" (
    "organisation_id" UUID NOT NULL,
    "service_account_id" UUID NOT NULL,
    "role_id" UUID NOT NULL,
    "origin" TEXT NOT NULL,

    CONSTRAINT "service_account_role_pkey" PRIMARY KEY ("organisation_id","service_account_id","role_id","origin")
);

-- CreateTable
CREATE TABLE "seat" (
    "organisation_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "origin" TEXT NOT NULL,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "seat_pkey" PRIMARY KEY ("organisation_id","user_id","origin")
);

-- CreateTable
CREATE TABLE "setting" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID,
    "kind" TEXT NOT NULL,
    "spec" JSONB NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "effective_setting" (
    "organisation_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "provenance" JSONB NOT NULL,

    CONSTRAINT "effective_setting_pkey" PRIMARY KEY ("organisation_id","account_id","kind")
);

-- CreateTable
CREATE TABLE "claim" (
    "type" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "resource_id" UUID NOT NULL,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("type","value")
);

-- CreateTable
CREATE TABLE "api_key" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "user_id" UUID,
    "service_account_id" UUID,
    "permissions" TEXT[],
    "allowed_networks" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "plan" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "set_name" TEXT,
    "status" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "risk" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "applied_at" TIMESTAMPTZ(3),
    "applied_by" TEXT,
    "declaration" JSONB NOT NULL,
    "document" JSONB NOT NULL,

    CONSTRAINT "plan_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_type" TEXT NOT NULL,
    "actor_id" UUID,
    "actor" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "account" TEXT,
    "account_id" UUID,
    "address" TEXT,
    "ip" TEXT,
    "request_id" TEXT,
    "plan_id" UUID,
    "commit" TEXT,
    "file" TEXT,
    "line" INTEGER,
    "detail" JSONB NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "organisation_id" UUID NOT NULL,
    "actor" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "response" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("organisation_id","actor","key")
);

-- CreateTable
CREATE TABLE "outbox" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "organisation_name_key" ON "organisation"("name");

-- CreateIndex
CREATE INDEX "resource_organisation_id_account_id_kind_idx" ON "resource"("organisation_id", "account_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "resource_organisation_id_kind_scope_id_name_key_key" ON "resource"("organisation_id", "kind", "scope_id", "name_key");

-- CreateIndex
CREATE INDEX "ownership_organisation_id_set_name_idx" ON "ownership"("organisation_id", "set_name");

-- CreateIndex
CREATE UNIQUE INDEX "account_organisation_id_name_key" ON "account"("organisation_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_organisation_id_account_id_username_key_key" ON "app_user"("organisation_id", "account_id", "username_key");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_organisation_id_account_id_email_key_key" ON "app_user"("organisation_id", "account_id", "email_key");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_organisation_id_user_id_idx" ON "invitation"("organisation_id", "user_id");

-- CreateIndex
CREATE INDEX "user_role_organisation_id_role_id_idx" ON "user_role"("organisation_id", "role_id");

-- CreateIndex
CREATE INDEX "team_organisation_id_account_id_idx" ON "team"("organisation_id", "account_id");

-- CreateIndex
CREATE INDEX "team_member_organisation_id_user_id_idx" ON "team_member"("organisation_id", "user_id");

-- CreateIndex
CREATE INDEX "team_role_organisation_id_role_id_idx" ON "team_role"("organisation_id", "role_id");

-- CreateIndex
CREATE INDEX "service_account_organisation_id_account_id_idx" ON "service_account"("organisation_id", "account_id");

-- CreateIndex
CREATE INDEX "service_account_role_organisation_id_role_id_idx" ON "service_account_role"("organisation_id", "role_id");

-- CreateIndex
CREATE INDEX "seat_organisation_id_account_id_idx" ON "seat"("organisation_id", "account_id");

-- CreateIndex
CREATE INDEX "setting_organisation_id_account_id_kind_idx" ON "setting"("organisation_id", "account_id", "kind");

-- CreateIndex
CREATE INDEX "claim_organisation_id_resource_id_idx" ON "claim"("organisation_id", "resource_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_token_hash_key" ON "api_key"("token_hash");

-- CreateIndex
CREATE INDEX "audit_entry_organisation_id_at_id_idx" ON "audit_entry"("organisation_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entry_organisation_id_actor_at_idx" ON "audit_entry"("organisation_id", "actor", "at" DESC);

-- CreateIndex
CREATE INDEX "audit_entry_organisation_id_item_action_at_idx" ON "audit_entry"("organisation_id", "item", "action", "at" DESC);

-- CreateIndex
CREATE INDEX "audit_entry_organisation_id_account_at_idx" ON "audit_entry"("organisation_id", "account", "at" DESC);

-- CreateIndex
CREATE INDEX "audit_entry_organisation_id_address_at_idx" ON "audit_entry"("organisation_id", "address", "at" DESC);

-- CreateIndex
CREATE INDEX "audit_entry_organisation_id_plan_id_idx" ON "audit_entry"("organisation_id", "plan_id");

-- AddForeignKey
ALTER TABLE "resource" ADD CONSTRAINT "resource_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ownership" ADD CONSTRAINT "ownership_organisation_id_resource_id_fkey" FOREIGN KEY ("organisation_id", "resource_id") REFERENCES "resource"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app_user" ADD CONSTRAINT "app_user_organisation_id_account_id_fkey" FOREIGN KEY ("organisation_id", "account_id") REFERENCES "account"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_activity" ADD CONSTRAINT "user_activity_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "app_user"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_credential" ADD CONSTRAINT "user_credential_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "app_user"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_role" ADD CONSTRAINT "user_role_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "app_user"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_role" ADD CONSTRAINT "user_role_organisation_id_role_id_fkey" FOREIGN KEY ("organisation_id", "role_id") REFERENCES "role"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_conversations_role" ADD CONSTRAINT "user_conversations_role_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "app_user"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_organisation_id_team_id_fkey" FOREIGN KEY ("organisation_id", "team_id") REFERENCES "team"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "app_user"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_role" ADD CONSTRAINT "team_role_organisation_id_team_id_fkey" FOREIGN KEY ("organisation_id", "team_id") REFERENCES "team"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_role" ADD CONSTRAINT "team_role_organisation_id_role_id_fkey" FOREIGN KEY ("organisation_id", "role_id") REFERENCES "role"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_account_role" ADD CONSTRAINT "service_account_role_organisation_id_service_account_id_fkey" FOREIGN KEY ("organisation_id", "service_account_id") REFERENCES "service_account"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_account_role" ADD CONSTRAINT "service_account_role_organisation_id_role_id_fkey" FOREIGN KEY ("organisation_id", "role_id") REFERENCES "role"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seat" ADD CONSTRAINT "seat_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "app_user"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
