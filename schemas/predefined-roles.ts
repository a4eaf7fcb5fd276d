/** A role that every organisation has from the start. Nobody declares it, and no declared role can take its name. */
export interface PredefinedRole {
  readonly name: string;
  readonly description: string;
  /** Of the form `area/action`. */
  readonly permissions: readonly string[];
}

/** What permissions are about. */
const permissionAreas = [
  'accounts',
  'seats',
  'sso',
  'security',
  'roles',
  'users',
  'service-accounts',
  'teams',
  'notifications',
  'customization',
  'templates',
  'change-policy',
  'audit',
  'plans',
  'api-keys',
  'events',
] as const;

const actionsOfArea: Readonly<Record<string, readonly string[]>> = {
  audit: ['read'],
  plans: ['read', 'manage', 'approve'],
  events: ['write'],
};

/** Every permission that a role can have. */
export const permissions: readonly string[] = permissionAreas.flatMap((area) =>
  (actionsOfArea[area] ?? ['read', 'manage']).map((action) => `${area}/${action}`),
);

/** The role that holds every permission, and alone of the predefined ones `seats/manage` and `sso/manage`. */
export const accountManager = 'Account Manager';

export const predefinedRoles: readonly PredefinedRole[] = [
  {
    name: accountManager,
    description: 'Everything in the account: people, seats, sign-in, security and settings',
    permissions,
  },
  {
    name: 'Analyze Manager',
    description: 'Looks at people, seats and the audit log',
    permissions: ['accounts/read', 'users/read', 'teams/read', 'roles/read', 'seats/read', 'audit/read'],
  },
  {
    name: 'Campaign Manager',
    description: 'Runs campaigns, and is told of them',
    permissions: ['users/read', 'teams/read', 'notifications/read'],
  },
  {
    name: 'Finance Manager',
    description: 'Watches balance and seats',
    permissions: ['accounts/read', 'seats/read', 'notifications/read'],
  },
  {
    name: 'Customer Profile Manager',
    description: 'Keeps the profiles of customers',
    permissions: ['users/read', 'teams/read'],
  },
  {
    name: 'Integrations Manager',
    description: 'Connects other systems: service accounts, API keys and webhooks',
    permissions: [
      'service-accounts/read',
      'service-accounts/manage',
      'api-keys/read',
      'api-keys/manage',
      'notifications/read',
      'notifications/manage',
    ],
  },
];
