import type { FastifyReply } from 'fastify';
import { escapeHtml } from '../../schemas/contract/html-text.ts';

/** A page made here: it has no script, and loads nothing. `body` is HTML. */
export function sendPage(reply: FastifyReply, status: number, title: string, body: string): FastifyReply {
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body><main><h1>${escapeHtml(title)}</h1>
${body}
</main></body></html>
`;
  return reply.code(status).type('text/html; charset=utf-8').send(page);
}
