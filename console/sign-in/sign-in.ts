import { act, lead, link, show } from './elements.ts';
import { form } from './form.ts';
import { readPlace } from './place.ts';
import { text } from './texts.ts';
import { invitation, reset, unlock, verifyEmail } from './views/links.ts';
import { signIn } from './views/sign-in.ts';

const byLink = {
  '/invitation': invitation,
  '/password': reset,
  '/verify-email': verifyEmail,
  '/unlock': unlock,
} as const;

const isLink = (path: string): path is keyof typeof byLink => Object.hasOwn(byLink, path);

/** A page that a mail leads to. The token stands behind #, so that it reaches no server's log. */
function openLink(path: keyof typeof byLink): void {
  const token = window.location.hash.slice(1);
  const again = link('/login', text('back'));
  if (token === '') {
    show(text('signIn'), lead(text('badLink')), again);
    return;
  }
  const open = (): Promise<void> => byLink[path](token);
  // What is refused at once is said in the place of the form, with a way to try again.
  open().catch(async (error: unknown) => {
    const retry = form(text('next'), [], () => (error === undefined ? open() : Promise.reject(error)));
    show(text('signIn'), retry, again);
    retry.requestSubmit();
  });
}

const place = readPlace();
const { pathname } = window.location;
if (isLink(pathname)) openLink(pathname);
else if (pathname === '/signed-out')
  show(
    text('signedOut'),
    lead(text('signedOutLead')),
    act(text('signIn'), () => window.location.assign('/login')),
  );
else signIn(place);
