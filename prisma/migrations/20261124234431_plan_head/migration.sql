-- What lists and applies read of a plan stands beside its document, which is JSON text from now on: nobody asks the database for a part of it.
ALTER TABLE "plan" ADD COLUMN "accounts" TEXT[],
ADD COLUMN "head" JSONB,
ADD COLUMN "kinds" TEXT[];

UPDATE "plan" SET
  "head" = "document" - 'resource_changes' - 'effective',
  "accounts" = ARRAY(SELECT DISTINCT coalesce(change ->> 'account', '') FROM jsonb_array_elements("document" -> 'resource_changes') AS change),
  "kinds" = ARRAY(SELECT DISTINCT change ->> 'kind' FROM jsonb_array_elements("document" -> 'resource_changes') AS change);

ALTER TABLE "plan" ALTER COLUMN "head" SET NOT NULL,
ALTER COLUMN "declaration" SET DATA TYPE TEXT,
ALTER COLUMN "document" SET DATA TYPE TEXT;

-- Not compressed: that would take longer than making the plan.
ALTER TABLE "plan" ALTER COLUMN "declaration" SET STORAGE EXTERNAL,
ALTER COLUMN "document" SET STORAGE EXTERNAL;

-- CreateIndex
CREATE INDEX "plan_organisation_id_set_name_id_idx" ON "plan"("organisation_id", "set_name", "id");

-- Answers to plans were remembered as compressed copies; they are read from the plan itself now.
DELETE FROM "idempotency_key" WHERE "response" ? 'gzip';
