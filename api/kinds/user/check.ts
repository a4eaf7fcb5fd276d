import type { Change } from '../../../controller/reconcile/change.ts';
import { nameKey } from '../../../schemas/contract/address.ts';
import type { Diagnostic } from '../../../schemas/contract/diagnostic.ts';
import { errorOf } from '../diagnose.ts';
import type { Assessment } from '../kind.ts';
import { accountOf, nameOf, textIn } from '../own-values.ts';
import { conversationsRolesOf } from '../people/conversations.ts';
import type { World } from '../world.ts';

/** What must hold of a user whom the plan touches. */
export function checkUsers({ after, own }: Assessment): readonly Diagnostic[] {
  return own
    .filter((change) => change.after !== null)
    .flatMap((change) => [...checkName(change), ...checkEmail(change), ...checkConversations(change, after)]);
}

function checkName(change: Change): readonly Diagnostic[] {
  if (change.previousName === undefined) return [];
  return [
    errorOf(change, {
      code: 'user/username-immutable',
      summary: `${change.address}: a username never changes after the user is made (it is ${change.previousName})`,
      remedy: 'take `previously` away and keep the username, or make a new user',
    }),
  ];
}

function checkEmail(change: Change): readonly Diagnostic[] {
  if (textIn(change.after, 'email') !== null) return [];
  const made = change.before === null;
  return [
    errorOf(change, {
      code: 'user/email-missing',
      summary: `${change.address}: ${made ? 'a new user needs an e-mail address' : 'the e-mail address cannot be taken away'}`,
      remedy: 'declare `email`',
      pointer: '/email',
    }),
  ];
}

/** Over all origins: a role by sso counts as well as one by manifest. */
function checkConversations(change: Change, after: World): readonly Diagnostic[] {
  const person = after.accounts.get(accountOf(change))?.people.get(nameKey(nameOf(change)));
  const roles = person ? conversationsRolesOf(person) : new Set<string>();
  if (!roles.has('agent') || !roles.has('supervisor')) return [];
  return [
    errorOf(change, {
      code: 'user/agent-and-supervisor',
      summary: `${change.address} would be agent and supervisor in Conversations, which exclude each other`,
      remedy: 'take one of the two roles away, also where single sign-on gives it',
      pointer: '/conversationsRoles',
    }),
  ];
}
