import { placeAfter } from '../after.ts';
import { act, element, field, lead, show } from '../elements.ts';
import { form } from '../form.ts';
import { enrolPasskey, givePasskey, hasPasskeys } from '../passkeys.ts';
import { send } from '../send.ts';
import { text } from '../texts.ts';

/** What is still to be done before anything else works. */
export interface Step {
  readonly stage: 'second-factor' | 'enrol-second-factor' | 'change-password' | 'complete';
}

interface Enrolled {
  readonly recoveryCodes: readonly string[];
  readonly step?: Step;
}

/** Goes on with a sign-in, to where it is complete. What is refused on the way is the form's to say. */
export async function goOn({ stage }: Step): Promise<void> {
  if (stage === 'complete') window.location.assign(placeAfter(window.location.search));
  else if (stage === 'second-factor') secondFactor();
  else if (stage === 'enrol-second-factor') await enrol();
  else changePassword();
}

const byPasskey = (label: string, run: () => Promise<void>): readonly HTMLElement[] =>
  hasPasskeys() ? [form(label, [], run)] : [];

function secondFactor(): void {
  show(
    text('secondFactor'),
    form(
      text('next'),
      [
        field({
          name: 'code',
          label: text('code'),
          hint: text('codeHint'),
          autocomplete: 'one-time-code',
          numeric: true,
        }),
      ],
      async ({ code = '' }) =>
        goOn(await send<Step>('/v1/sign-in/second-factor', { code: code.replaceAll(' ', '') })),
    ),
    ...byPasskey(text('usePasskey'), async () => goOn(await givePasskey<Step>())),
    act(text('useRecovery'), recoveryCode),
  );
}

function recoveryCode(): void {
  show(
    text('secondFactor'),
    form(
      text('next'),
      [field({ name: 'recoveryCode', label: text('recovery'), autocomplete: 'off' })],
      async ({ recoveryCode: given = '' }) =>
        goOn(await send<Step>('/v1/sign-in/second-factor', { recoveryCode: given.trim() })),
    ),
    act(text('useCode'), secondFactor),
  );
}

async function enrol(): Promise<void> {
  const { png, secret } = await send<{ png: string; secret: string }>('/v1/second-factor/app');
  show(
    text('enrol'),
    lead(text('enrolLead')),
    element('img', { class: 'qr', src: png, alt: text('enrolQr'), width: '200', height: '200' }),
    element('p', {}, text('enrolSecret'), ' ', element('code', {}, secret.replace(/(.{4})(?=.)/g, '$1 '))),
    form(
      text('next'),
      [field({ name: 'code', label: text('code'), autocomplete: 'one-time-code', numeric: true })],
      async ({ code = '' }) =>
        recoveryCodes(
          await send<Enrolled>('/v1/second-factor/app/confirm', { code: code.replaceAll(' ', '') }),
        ),
    ),
    ...byPasskey(text('enrolPasskey'), async () =>
      recoveryCodes(await enrolPasskey<Enrolled>(text('passkeyName'))),
    ),
  );
}

function recoveryCodes({ recoveryCodes: codes, step = { stage: 'complete' } }: Enrolled): void {
  const copy = act(text('copy'), () => {
    void navigator.clipboard.writeText(codes.join('\n')).then(() => {
      copy.textContent = text('copied');
    });
  });
  show(
    text('codes'),
    lead(text('codesLead')),
    element('ul', { class: 'codes' }, ...codes.map((code) => element('li', {}, element('code', {}, code)))),
    element(
      'div',
      { class: 'row' },
      copy,
      act(text('print'), () => window.print()),
    ),
    form(text('kept'), [], async () => goOn(step)),
  );
}

function changePassword(): void {
  show(
    text('expired'),
    lead(text('expiredLead')),
    form(
      text('next'),
      [
        field({
          name: 'password',
          label: text('newPassword'),
          type: 'password',
          autocomplete: 'new-password',
        }),
      ],
      async ({ password = '' }) => goOn(await send<Step>('/v1/sign-in/password', { password })),
    ),
  );
}
