import { releasedUsers } from '../kinds/reading/released-seats.ts';

/** SQL for the ids of users who hold a seat that is in use, each once. The one definition of "seat" behind every figure and every list. */
export const seatedUsers = `SELECT DISTINCT s.user_id FROM seat s
  WHERE s.organisation_id = $1::uuid AND s.user_id NOT IN (${releasedUsers('$1::uuid')})`;
