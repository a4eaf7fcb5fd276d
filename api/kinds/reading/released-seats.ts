/**
 * A seat that a rule took back is declared and not in use: effective = declared AND not released. The mark stands beside the seat, so that no
 * plan sees a difference or undoes it; a seat that is assigned later than the mark is a new one.
 */
export const seatRelease = 'seat-release';

/**
 * SQL for the ids of the users of an organisation whose seat is released, to be used as `NOT IN (...)`: marks are few, so they are hashed
 * once and not looked up for each seat.
 *
 * @param organisation SQL of its id; not a column of the query around it
 */
export function releasedUsers(organisation: string): string {
  // Keys of other marks are no ids: which condition is looked at first is the database's choice, but for CASE.
  const userId = `CASE WHEN mark.type = '${seatRelease}' THEN mark.key::uuid END`;
  return `SELECT released.user_id FROM seen_event mark
    JOIN seat released ON released.organisation_id = mark.organisation_id AND released.user_id = ${userId}
    WHERE mark.organisation_id = ${organisation} AND mark.type = '${seatRelease}'
    GROUP BY released.user_id HAVING max(released.assigned_at) <= max(mark.at)`;
}
