import type { Change } from '../../../controller/reconcile/change.ts';
import type { Diagnostic } from '../../../schemas/contract/diagnostic.ts';
import { errorOf } from '../diagnose.ts';
import type { Assessment } from '../kind.ts';
import { nameOf } from '../own-values.ts';

/** The main account stays as it is made; an account with users is not removed. */
export function checkAccounts({ before, changes, own }: Assessment): readonly Diagnostic[] {
  return own.flatMap((change) => {
    const account = before.accounts.get(nameOf(change));
    const main = account?.main ?? false;
    return [...checkMain(change, main), ...checkUsers(change, account?.peopleCount ?? 0, changes)];
  });
}

function checkMain(change: Change, main: boolean): readonly Diagnostic[] {
  const declaresMain = change.after?.['main'] === true;
  if (!main) {
    return declaresMain
      ? [
          refuse(
            change,
            'account/main-exists',
            'an organisation has its main account from the start',
            'take `main: true` away',
            '/main',
          ),
        ]
      : [];
  }
  if (change.after === null) {
    return [
      refuse(
        change,
        'account/main-removed',
        'the main account cannot be removed',
        'declare it again, or set `onRemoval: keep`',
      ),
    ];
  }
  return [
    ...(change.after['enabled'] === false
      ? [
          refuse(
            change,
            'account/main-disabled',
            'the main account cannot be disabled: nobody could manage the organisation',
            'take `enabled: false` away',
            '/enabled',
          ),
        ]
      : []),
    ...(change.action === 'move'
      ? [
          refuse(
            change,
            'account/main-renamed',
            'the main account has the name of the organisation and keeps it',
            'take `previously` away and use the name it has',
          ),
        ]
      : []),
    ...(change.after['main'] === false
      ? [
          refuse(
            change,
            'account/main-demoted',
            'the main account cannot become a sub-account',
            'say `main: true`, or nothing',
            '/main',
          ),
        ]
      : []),
  ];
}

function refuse(change: Change, code: string, summary: string, remedy: string, pointer?: string): Diagnostic {
  return errorOf(change, {
    code,
    summary: `${change.address}: ${summary}`,
    remedy,
    ...(pointer ? { pointer } : {}),
  });
}

/** Users whom the same plan removes are no obstacle. */
function checkUsers(change: Change, users: number, changes: readonly Change[]): readonly Diagnostic[] {
  if (change.after !== null) return [];
  const leaving = changes.filter(
    ({ kind, account, after }) => kind === 'User' && account === change.name && after === null,
  ).length;
  const left = users - leaving;
  if (left <= 0) return [];
  return [
    errorOf(change, {
      code: 'account/has-users',
      summary: `${change.address} cannot be removed: it has ${left} ${left === 1 ? 'user' : 'users'}`,
      remedy: 'remove its users first, or disable the account instead (`onRemoval: disable`)',
    }),
  ];
}
