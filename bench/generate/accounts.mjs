import { manifest } from './manifest.mjs';

/** The main account and its sub-accounts. */
export const accountNames = ['bench', 'emea', 'apac', 'amer', 'africa'];

/** The account of the nth resource. */
export const accountOf = (index) => accountNames[index % accountNames.length];

/**
 * The accounts with what each has once, and the template above them.
 *
 * @param {0 | 1} revision
 */
export function describeAccounts(revision) {
  return [describeTemplate(revision), ...accountNames.flatMap((name) => describeAccount(name, revision))];
}

function describeTemplate(revision) {
  return manifest(
    'SettingsTemplate',
    { name: 'baseline' },
    {
      order: 10,
      selector: { matchLabels: { tier: 'gold' } },
      settings: { securityPolicy: { maxLoginAttempts: 5 - revision } },
    },
  );
}

function describeAccount(name, revision) {
  const main = name === accountNames[0];
  const metadata = main ? { name } : { name, labels: { region: name, tier: 'gold' } };
  const displayName = `Bench ${name}${revision === 1 ? ' anew' : ''}`;
  return [
    manifest('Account', metadata, main ? { main, displayName } : { displayName, enabled: true }),
    describeSeats(name, revision),
    describePolicy(name, revision),
    describeNotifications(name, revision),
  ];
}

function describeSeats(account, revision) {
  const holders = accountNames.indexOf(account);
  const spec = { limit: 25 + revision, holders: [`person-${holders}`], releaseAfterInactiveDays: 120 };
  return manifest('Seats', { account }, spec);
}

function describePolicy(account, revision) {
  const spec = {
    maxInactivityDays: 90,
    passwordValidityDays: 'never',
    password: { minLength: 12 + revision, refuseCommon: true, history: 5 },
    session: { idleMinutes: 30, absoluteHours: 12 },
  };
  return manifest('SecurityPolicy', { account }, spec);
}

function describeNotifications(account, revision) {
  const events = revision === 0 ? ['low-balance'] : ['low-balance', 'seat-threshold'];
  const subscription = { name: 'money', events, to: { roles: ['Finance Manager'] }, channels: ['console'] };
  return manifest('Notifications', { account }, { subscriptions: [subscription] });
}
