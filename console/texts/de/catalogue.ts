import type { catalogue as english } from '../en/catalogue.ts';
import { accounts } from './accounts.ts';
import { audit } from './audit.ts';
import { changes } from './changes.ts';
import { customization } from './customization.ts';
import { drift } from './drift.ts';
import { keys } from './keys.ts';
import { notifications } from './notifications.ts';
import { overview } from './overview.ts';
import { people } from './people.ts';
import { profile } from './profile.ts';
import { seats } from './seats.ts';
import { security } from './security.ts';
import { shell } from './shell.ts';

/** Alle Texte, nach Bereichen. */
export const catalogue: typeof english = {
  accounts,
  audit,
  changes,
  customization,
  drift,
  keys,
  notifications,
  overview,
  people,
  profile,
  seats,
  security,
  shell,
};
