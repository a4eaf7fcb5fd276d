import type { FastifyInstance, FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { escapeHtml } from '../../schemas/contract/html-text.ts';
import type { KeptMail, Mailbox } from '../notifications/mail/mailbox.ts';
import { Refusal } from '../request/refusal.ts';

const localName = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/;

/**
 * The links in these mails open accounts: only this machine sees them, whatever the server listens on, and under no name that a page
 * of somebody else could have pointed here.
 */
function isLocal({ socket, headers }: FastifyRequest): boolean {
  const address = socket.remoteAddress ?? '';
  const own = ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
  return own && localName.test(headers.host ?? '') && headers['x-forwarded-for'] === undefined;
}

const address = /https?:\/\/[^\s<>"']+/g;

/** Text with its addresses as links; all of it escaped. */
function linked(text: string): string {
  const addresses = [...text.matchAll(address)];
  const parts = addresses.map(({ 0: url, index }, number) => {
    const last = addresses[number - 1];
    const from = last === undefined ? 0 : last.index + last[0].length;
    return `${escapeHtml(text.slice(from, index))}<a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(url)}</a>`;
  });
  const end = addresses.at(-1);
  return parts.join('') + escapeHtml(text.slice(end === undefined ? 0 : end.index + end[0].length));
}

function article({ at, to, subject, text }: KeptMail): string {
  return `<article><h2>${escapeHtml(subject)}</h2><p>To ${escapeHtml(to)}, ${at.toISOString()}</p><pre>${linked(text)}</pre></article>`;
}

/** The page of a mailbox: everything escaped, no script. */
export function mailboxPage(mails: readonly KeptMail[]): string {
  const list = mails.length === 0 ? '<p>No mails yet.</p>' : mails.map(article).join('<hr>\n');
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Mailbox</title></head>\n<body><h1>Mailbox</h1>\n<p>No SMTP server is set, so mails stay here. Newest first.</p>\n${list}\n</body></html>\n`;
}

/** `GET /dev/mailbox`: mails of a server on a developer's machine that has no SMTP server. */
export function devMailboxRoutes(app: FastifyInstance, mailbox: Mailbox): void {
  app.get(
    '/dev/mailbox',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Mails that would have been sent',
        description: 'Only without an SMTP server, and only from this machine.',
        tags: ['operation'],
        response: {
          200: { description: 'A page.', content: { 'text/html': { schema: { type: 'string' } } } },
          404: {
            description: 'Not Found',
            content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } },
          },
        },
      },
    },
    async (request, reply) => {
      if (!isLocal(request)) throw new Refusal(404, 'resource/unknown', 'There is nothing at this address.');
      return reply.type('text/html; charset=utf-8').send(mailboxPage(mailbox.mails()));
    },
  );
}
