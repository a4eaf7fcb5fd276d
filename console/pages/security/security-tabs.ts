/** Parts of the security of an account, in the order of the tabs, with what one needs to see each. */
export const securityTabs = [
  { name: 'single-sign-on', permission: 'sso/read' },
  { name: 'two-factor', permission: 'security/read' },
  { name: 'user-accounts', permission: 'security/read' },
  { name: 'sessions', permission: 'security/read' },
] as const;

export type SecurityTab = (typeof securityTabs)[number]['name'];
