import type { PersonRule } from './rule.ts';

/** More than this many are counted, not listed. */
const listed = 6;
const everything = '*';

function permissionsText(permissions: readonly string[]): string {
  if (permissions.includes(everything)) return 'the permission for everything';
  if (permissions.length === 1) return `the permission ${permissions[0]}`;
  if (permissions.length <= listed) return `the permissions ${permissions.join(', ')}`;
  const first = permissions.slice(0, listed).join(', ');
  return `${permissions.length} permissions: ${first} and ${permissions.length - listed} more`;
}

/** Somebody may do what he could not before: by his own roles, his teams', or what they permit. People who are new gain all they get. */
export const gainsPermission: PersonRule = {
  code: 'gains-permission',
  find(encounter) {
    const { gained } = encounter.permissions;
    if (encounter.pair.after === null || gained.length === 0) return null;
    return { detail: `gains ${permissionsText(gained)}`, causes: encounter.grantCauses };
  },
};

/** Somebody may no longer do what he could. Who is removed is `removed`, which says it all. */
export const losesPermission: PersonRule = {
  code: 'loses-permission',
  find(encounter) {
    const { lost } = encounter.permissions;
    if (encounter.pair.after === null || lost.length === 0) return null;
    return { detail: `loses ${permissionsText(lost)}`, causes: encounter.grantCauses };
  },
};
