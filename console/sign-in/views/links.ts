import { field, lead, link, show } from '../elements.ts';
import { form } from '../form.ts';
import { send } from '../send.ts';
import { text } from '../texts.ts';
import { goOn, type Step } from './steps.ts';

interface Invited {
  readonly organisation: string;
  readonly account: string;
  readonly username: string;
}

const newPassword = (): HTMLElement =>
  field({ name: 'password', label: text('newPassword'), type: 'password', autocomplete: 'new-password' });

const toSignIn = (): HTMLElement => link('/login', text('signIn'), 'main');

/** An invitation: who one is, and a password to choose. */
export async function invitation(token: string): Promise<void> {
  const { organisation, account, username } = await send<Invited>('/v1/invitations/read', { token });
  const place = account === organisation ? organisation : `${organisation}/${account}`;
  show(
    text('invitation'),
    lead(text('invited', { username, place })),
    form(text('accept'), [newPassword()], async ({ password = '' }) =>
      goOn(await send<Step>('/v1/invitations/accept', { token, password })),
    ),
  );
}

/** A new password by a link. */
export async function reset(token: string): Promise<void> {
  show(
    text('reset'),
    form(text('next'), [newPassword()], async ({ password = '' }) => {
      await send('/v1/password/reset', { token, password });
      show(text('reset'), lead(text('resetDone')), toSignIn());
    }),
  );
}

/** Proves the address that the link was sent to. A click, since programs that look through mails open every link. */
export async function verifyEmail(token: string): Promise<void> {
  show(
    text('verifying'),
    form(text('next'), [], async () => {
      await send('/v1/email/verify', { token });
      show(text('verifying'), lead(text('verified')), toSignIn());
    }),
  );
}

/** Lifts one's own lock. */
export async function unlock(token: string): Promise<void> {
  show(
    text('unlocking'),
    form(text('next'), [], async () => {
      await send('/v1/unlock', { token });
      show(text('unlocking'), lead(text('unlocked')), toSignIn());
    }),
  );
}
