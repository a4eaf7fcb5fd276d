import { act, element, field, lead, link, show } from '../elements.ts';
import { form } from '../form.ts';
import type { Place } from '../place.ts';
import { send } from '../send.ts';
import { text } from '../texts.ts';
import { goOn, type Step } from './steps.ts';

/** Fields for the organisation and account, where the address does not name them. */
function placeFields({ organisation }: Place): readonly HTMLElement[] {
  if (organisation !== null) return [];
  return [
    field({ name: 'organisation', label: text('organisation'), autocomplete: 'organization' }),
    field({
      name: 'account',
      label: text('account'),
      hint: text('accountHint'),
      autocomplete: 'off',
      optional: true,
    }),
  ];
}

/** Organisation and account of the address, else of the form. */
function placeOf({ organisation, account }: Place, values: Readonly<Record<string, string>>) {
  const [of, at] =
    organisation === null ? [values['organisation'], values['account']] : [organisation, account];
  return { organisation: of ?? '', ...(at === undefined || at === null || at === '' ? {} : { account: at }) };
}

function titleOf({ organisation, account }: Place): string {
  return organisation === null ? text('signIn') : text('signInTo', { place: account ?? organisation });
}

function passwordForm(place: Place): readonly HTMLElement[] {
  return [
    form(
      text('signIn'),
      [
        ...placeFields(place),
        field({ name: 'username', label: text('username'), autocomplete: 'username' }),
        field({
          name: 'password',
          label: text('password'),
          type: 'password',
          autocomplete: 'current-password',
        }),
      ],
      async (values) => {
        const { username = '', password = '' } = values;
        goOn(await send<Step>('/v1/sign-in', { ...placeOf(place, values), username, password }));
      },
    ),
    act(text('forgot'), () => forgotten(place)),
  ];
}

/** The first page: single sign-on first where the account asks for it, a password otherwise. */
export function signIn(place: Place): void {
  const { ssoUrl, ssoRequired } = place;
  if (ssoUrl === null) {
    show(titleOf(place), ...passwordForm(place));
    return;
  }
  const sso = link(ssoUrl, text('sso'), 'main');
  if (!ssoRequired) {
    show(titleOf(place), ...passwordForm(place), element('hr'), sso);
    return;
  }
  show(
    titleOf(place),
    lead(text('ssoRequired')),
    sso,
    act(text('byPassword'), () => show(titleOf(place), ...passwordForm(place))),
  );
}

function forgotten(place: Place): void {
  show(
    text('forgotten'),
    form(
      text('send'),
      [...placeFields(place), field({ name: 'user', label: text('userOrEmail'), autocomplete: 'username' })],
      async (values) => {
        await send('/v1/password/forgotten', { ...placeOf(place, values), user: values['user'] ?? '' });
        show(
          text('forgotten'),
          lead(text('sent')),
          act(text('back'), () => signIn(place)),
        );
      },
    ),
    act(text('back'), () => signIn(place)),
  );
}
