import type { ResourceItem } from '../client/answers.ts';

/** What is left out of an export, and why. */
export interface LeftOut {
  /** Kept by the identity provider. */
  sso: number;
  /** By the set that owns it. */
  readonly sets: Map<string, number>;
}

export interface Selection {
  readonly left: LeftOut;
  readonly keeps: (item: ResourceItem) => boolean;
}

/**
 * An export leaves out what SSO or SCIM keeps and what other sets own: a plan of it must be empty, and must take nothing
 * away from anybody.
 *
 * @param ownSet the set for which is exported; undefined: none yet
 * @param all leave nothing out
 */
export function createSelection(ownSet: string | undefined, all: boolean): Selection {
  const left: LeftOut = { sso: 0, sets: new Map() };
  const keeps = ({ origin, owners }: ResourceItem): boolean => {
    if (all) return true;
    if (origin === 'sso' || origin === 'scim') {
      left.sso++;
      return false;
    }
    const [owner] = owners;
    if (owner === undefined || owners.some(({ set }) => set === ownSet)) return true;
    left.sets.set(owner.set, (left.sets.get(owner.set) ?? 0) + 1);
    return false;
  };
  return { left, keeps };
}

/** `Left out: 12 kept by SSO or SCIM, 340 owned by acme-settings (--all includes them)`; undefined where nothing is. */
export function leftOutText({ sso, sets }: LeftOut): string | undefined {
  const parts = [
    ...(sso === 0 ? [] : [`${sso} kept by SSO or SCIM`]),
    ...[...sets].map(([set, count]) => `${count} owned by ${set}`),
  ];
  return parts.length === 0 ? undefined : `Left out: ${parts.join(', ')} (--all includes them)`;
}
