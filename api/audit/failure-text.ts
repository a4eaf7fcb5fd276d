/** Failures that audit-events.csv has words for, by item and action; of several the most general. */
const catalogue: Readonly<Record<string, string>> = {
  '2FA/Enable': 'Enabling two-factor authentication failed',
  '2FA/Disable': 'Disabling two-factor authentication failed',
  '2FA/Update': 'Two-factor authentication settings update failed',
  'API key/Create': 'API key generation failed',
  'Team/Create': 'Group creation failed',
  'Team/Delete': 'Group deletion failed',
  'Team/Update': 'Group update failed',
  'User/Create': 'User creation failed',
  'User/Update': 'User update failed',
  'User/Disable': 'Disabling user failed',
  'User/Enable': 'Enabling user failed',
};

const verbs: Readonly<Record<string, string>> = {
  Create: 'creation',
  Update: 'update',
  Delete: 'deletion',
  Apply: 'apply',
};

/** How the audit log describes an action that was refused: in the catalogue's words, or in their manner. */
export function failureText(item: string, action: string): string {
  return catalogue[`${item}/${action}`] ?? `${item} ${verbs[action] ?? action.toLowerCase()} failed`;
}
