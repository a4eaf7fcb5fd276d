-- CreateTable
CREATE TABLE "activity_count" (
    "organisation_id" UUID NOT NULL,
    "activity" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,
    "removals" INTEGER NOT NULL,

    CONSTRAINT "activity_count_pkey" PRIMARY KEY ("organisation_id","activity","subject","starts_at")
);
