-- AlterTable
ALTER TABLE "plan" ADD COLUMN     "created_by_id" UUID;

-- CreateTable
CREATE TABLE "plan_decision" (
    "organisation_id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT NOT NULL,
    "comment" TEXT,

    CONSTRAINT "plan_decision_pkey" PRIMARY KEY ("organisation_id","plan_id","user_id")
);
