import { nameKey } from '../../../schemas/contract/address.ts';
import type { IdentifiedChange, WriteContext } from '../kind.ts';
import { jsonIn, switchIn, textIn } from '../own-values.ts';

/** The columns of a user that a change can write. */
export const columns = {
  organisation_id: 'uuid',
  id: 'uuid',
  email: 'text',
  email_key: 'text',
  name_id: 'text',
  first_name: 'text',
  last_name: 'text',
  language: 'text',
  mobile_number: 'text',
  enabled: 'boolean',
  invitation: 'text',
  allowed_networks: 'jsonb',
  allowed_methods: 'jsonb',
  expires: 'text',
};

/** The user's row as its values say. @throws a fault of ours: no e-mail, which the checks demand. */
export function userRow(context: WriteContext, { id, change }: IdentifiedChange): object {
  const { after } = change;
  const email = textIn(after, 'email');
  if (email === null) throw new Error(`${change.address} has no e-mail address`);
  return {
    organisation_id: context.organisationId,
    id,
    email,
    email_key: nameKey(email),
    name_id: textIn(after, 'nameId'),
    first_name: textIn(after, 'firstName'),
    last_name: textIn(after, 'lastName'),
    language: textIn(after, 'language'),
    mobile_number: textIn(after, 'mobileNumber'),
    enabled: switchIn(after, 'enabled'),
    invitation: textIn(after, 'invitation'),
    allowed_networks: jsonIn(after, 'allowedNetworks'),
    allowed_methods: jsonIn(after, 'allowedMethods'),
    expires: textIn(after, 'expires'),
  };
}
