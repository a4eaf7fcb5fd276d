/** SQL for the ids of users who hold a seat that is in use (no rule took it back), each once. The one definition of "seat" behind every figure and every list. */
export const seatedUsers = `SELECT DISTINCT s.user_id FROM seat s
  WHERE s.organisation_id = $1::uuid AND s.released_at IS NULL`;
