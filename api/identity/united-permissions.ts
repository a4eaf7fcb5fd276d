/**
 * SQL for the permissions that an owner has: those of his own roles and of his teams' roles, or of a service account's
 * roles, each once. An expression for a query that has the three columns.
 *
 * @param organisation, user, serviceAccount SQL of their ids; user or serviceAccount is NULL
 */
export function unitedPermissions(organisation: string, user: string, serviceAccount: string): string {
  return `ARRAY(
    SELECT DISTINCT permission FROM (
      SELECT role_id FROM user_role WHERE organisation_id = ${organisation} AND user_id = ${user}
      UNION ALL
      SELECT tr.role_id FROM team_member m
        JOIN team_role tr ON tr.organisation_id = m.organisation_id AND tr.team_id = m.team_id
        WHERE m.organisation_id = ${organisation} AND m.user_id = ${user}
      UNION ALL
      SELECT role_id FROM service_account_role
        WHERE organisation_id = ${organisation} AND service_account_id = ${serviceAccount}
    ) AS granted
    JOIN role r ON r.organisation_id = ${organisation} AND r.id = granted.role_id
    CROSS JOIN LATERAL unnest(r.permissions) AS permission
    ORDER BY permission
  )`;
}
