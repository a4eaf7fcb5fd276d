import type { FastifyReply } from 'fastify';
import { escapeHtml } from '../../schemas/contract/html-text.ts';
import type { SamlTest } from '../sign-in/saml/test-sign-in.ts';
import { sendPage } from './page.ts';

/** Shows whoever tests single sign-on what it would have brought. */
export function sendTestPage(reply: FastifyReply, test: SamlTest): FastifyReply {
  const row = (name: string, value: string): string =>
    `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`;
  const facts = [
    row('NameID', test.nameId),
    row('Person', test.user === null ? 'none' : `${test.user} (by ${test.matchedBy})`),
    row('Groups', test.groups === null ? 'no group claim' : test.groups.join(', ') || 'none'),
    ...test.attributes.map(([name, values]) => row(name, values.join(', '))),
  ].join('\n');
  const verdict =
    test.problem === null ? 'Signing in by this configuration works.' : `It does not work: ${test.problem}.`;
  return sendPage(
    reply,
    200,
    'Test of single sign-on',
    `<p>${escapeHtml(verdict)}</p>\n<table>${facts}</table>`,
  );
}
