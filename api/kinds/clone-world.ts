import type { World } from './world.ts';

/**
 * A draft that projections may change: maps and accounts are copied, people and teams are shared, since they are replaced and never
 * altered. Costs about ten milliseconds for a hundred thousand people.
 */
export function cloneWorld(world: World): World {
  const accounts = [...world.accounts].map(
    ([name, account]) =>
      [
        name,
        {
          ...account,
          effective: { ...account.effective },
          provenance: { ...account.provenance },
          people: new Map(account.people),
          teams: new Map(account.teams),
          ssoBefore: account.effective['SingleSignOn'] ?? {},
        },
      ] as const,
  );
  return { ...world, accounts: new Map(accounts), roles: new Map(world.roles) };
}
