import { measureConsole } from './console.mjs';
import { measureLivePeer } from './live-peer.mjs';
import { measurePlanApply } from './plan-apply.mjs';
import { measureSaml } from './saml.mjs';
import { measureSignIn } from './sign-in.mjs';
import { measureStartUp } from './start-up.mjs';
import { measureValidate } from './validate.mjs';

/** The parts of the bench in their order, with the longest that each may take: 31 minutes in all. */
export const parts = [
  { name: 'start-up', minutes: 1, measure: measureStartUp },
  { name: 'validate', minutes: 4, measure: measureValidate },
  { name: 'plan-apply', minutes: 10, measure: measurePlanApply },
  { name: 'sign-in', minutes: 3, measure: measureSignIn },
  { name: 'saml', minutes: 4, measure: measureSaml },
  { name: 'console', minutes: 3, measure: measureConsole },
  { name: 'live-peer', minutes: 6, measure: measureLivePeer },
];
