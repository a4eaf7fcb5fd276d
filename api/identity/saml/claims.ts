import { claimNames } from '../../../schemas/contract/saml-names.ts';

/** What a group is called by: a name that people know, or a key of some directory. */
type GroupForm = 'name' | 'sid' | 'guid' | 'dn';

export interface GroupClaim {
  readonly value: string;
  readonly form: GroupForm;
}

/** What the identity provider says of a person; undefined: it says nothing of it. */
export interface Claims {
  readonly email: string | undefined;
  readonly givenName: string | undefined;
  readonly surname: string | undefined;
  /** undefined: the claim is missing, and memberships stay. Empty: the person is in no group. */
  readonly groups: readonly GroupClaim[] | undefined;
}

/** Reads what is told of a person out of verified attributes. */
export function readClaims(attributes: ReadonlyMap<string, readonly string[]>): Claims {
  return {
    email: only(attributes, claimNames.email),
    givenName: only(attributes, claimNames.givenName),
    surname: only(attributes, claimNames.surname),
    groups: readGroups(attributes.get(claimNames.groups)),
  };
}

/** The first value that is not blank. */
function only(attributes: ReadonlyMap<string, readonly string[]>, name: string): string | undefined {
  return attributes
    .get(name)
    ?.map((value) => value.trim())
    .find((value) => value !== '');
}

function readGroups(values: readonly string[] | undefined): GroupClaim[] | undefined {
  if (values === undefined) return undefined;
  const names = new Set(values.map((value) => value.trim()).filter((value) => value !== ''));
  return [...names].map((value) => ({ value, form: formOf(value) }));
}

/** A key of a directory says nothing to people: a team of that name is most likely not what anybody wants. */
function formOf(value: string): GroupForm {
  if (/^S-1-\d+(?:-\d+)+$/i.test(value)) return 'sid';
  if (/^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(value)) return 'guid';
  if (/^(?:cn|ou|dc|uid)=[^,]+(?:,\s*[a-z.\d]+=[^,]+)+$/i.test(value)) return 'dn';
  return 'name';
}
