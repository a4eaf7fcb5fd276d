/** The steps by which single sign-on is set up, as they stand in the address. */
export const ssoSteps = ['values', 'provider', 'claims', 'test', 'require'] as const;

export type SsoStep = (typeof ssoSteps)[number];
