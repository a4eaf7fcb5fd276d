import { escapeXml } from '../../schemas/contract/xml-text.ts';
import { faults } from './faults.ts';

const page = (title: string, body: string): string =>
  `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escapeXml(title)}</title></head>\n<body><h1>${escapeXml(title)}</h1>\n${body}\n</body></html>\n`;

const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${escapeXml(name)}" value="${escapeXml(value)}">`;

/** A page that says one thing. */
export function messagePage(title: string, text: string): string {
  return page(title, `<p>${escapeXml(text)}</p>`);
}

/** The form that carries a response to the service provider, sent at once (SAML 2.0 Bindings, 3.5.4). */
export function postPage(acsUrl: string, response: string, relayState: string | undefined): string {
  const relay = relayState === undefined ? '' : hidden('RelayState', relayState);
  const fields = hidden('SAMLResponse', Buffer.from(response, 'utf8').toString('base64')) + relay;
  return page(
    'Signing in',
    `<form method="post" action="${escapeXml(acsUrl)}">${fields}<button>Continue</button></form>\n<script>document.forms[0].submit()</script>`,
  );
}

/** Asks who signs in, and how the response is to misbehave; sends the answer back with the fields that came. */
export function loginPage(fields: readonly (readonly [string, string])[]): string {
  const options = Object.entries(faults).map(
    ([name, { summary }]) => `<option value="${name}">${name}: ${escapeXml(summary)}</option>`,
  );
  const kept = fields.map(([name, value]) => hidden(name, value)).join('');
  return page(
    'Who signs in?',
    `<form method="get" action="/sso">${kept}
<p><label>E-mail address <input name="user" type="email" required autofocus></label></p>
<p><label>Group <input name="group"></label></p>
<p><label>Misbehave <select name="fault"><option value="">not at all</option>${options.join('')}</select></label></p>
<button>Sign in</button></form>`,
  );
}
