import { nameKey } from '../../schemas/contract/address.ts';
import { permissions, predefinedRoles } from '../../schemas/predefined-roles.ts';
import { aboutValue, type Finding } from './finding.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { kindOfArea } from './resource-index.ts';
import { showChoices } from './show-value.ts';
import { didYouMean } from './suggest.ts';

/** Roles that take the name of a predefined one, or grant what does not exist. */
export function checkAccess(documents: readonly ManifestDocument[]): Finding[] {
  const kind = kindOfArea('roles');
  return documents
    .filter((document) => document.kind === kind)
    .flatMap((document) => [...takenName(document), ...unknownPermissions(document)]);
}

function takenName(document: ManifestDocument): Finding[] {
  const name = String(document.metadata['name']);
  const predefined = predefinedRoles.find((role) => nameKey(role.name) === nameKey(name));
  if (!predefined) return [];
  return [
    aboutValue(document, ['metadata', 'name'], {
      code: 'role/predefined',
      summary: `${predefined.name} is a predefined role; no declared role can take its name`,
      remedy: 'Give the role another name',
    }),
  ];
}

function unknownPermissions(document: ManifestDocument): Finding[] {
  const listed = document.spec['permissions'];
  if (!Array.isArray(listed)) return [];
  return listed.flatMap((permission, index) => {
    if (typeof permission !== 'string' || permissions.includes(permission)) return [];
    const area = permission.slice(0, permission.indexOf('/') + 1);
    const ofArea = permissions.filter((candidate) => candidate.startsWith(area));
    const choices =
      ofArea.length > 0 ? `${area.slice(0, -1)} has ${showChoices(ofArea)}` : `The areas are ${areas()}`;
    return [
      aboutValue(document, ['spec', 'permissions', index], {
        code: 'role/unknown-permission',
        summary: `there is no permission ${permission}`,
        remedy: didYouMean(permission, permissions) ?? choices,
      }),
    ];
  });
}

function areas(): string {
  return [...new Set(permissions.map((permission) => permission.replace(/\/.*/, '')))].join(', ');
}
