-- AlterTable
ALTER TABLE "seat" ADD COLUMN     "released_at" TIMESTAMPTZ(3);

-- Until now the release was a mark beside the seat. A seat that was assigned after it is a new one.
UPDATE seat s SET released_at = m.at FROM seen_event m
WHERE m.organisation_id = s.organisation_id AND m.type = 'seat-release' AND m.key = s.user_id::text AND s.assigned_at <= m.at;
DELETE FROM seen_event WHERE type = 'seat-release';
