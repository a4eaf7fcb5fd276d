import type { FastifyInstance, FastifyReply } from 'fastify';
import { escapeHtml } from '../../schemas/contract/html-text.ts';

const styles = '/login/plain.css';

/** The look of the sign-in pages, as far as a page without any script needs it. */
const css = `:root{color-scheme:light dark}
body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:24px 16px;background:light-dark(#f3f5f8,#14171c);color:light-dark(#14171c,#eef1f5);font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif}
main{box-sizing:border-box;width:min(100%,560px);padding:36px 32px;border-radius:14px;background:light-dark(#fff,#1d2128);box-shadow:0 1px 2px rgb(0 0 0/12%),0 8px 32px rgb(0 0 0/10%)}
h1{margin:0 0 16px;font-size:1.5rem;line-height:1.25}
table{width:100%;border-collapse:collapse;font-size:.92rem}
th,td{padding:6px 8px;text-align:start;vertical-align:top;border-block-end:1px solid light-dark(#d8dde3,#39404a);overflow-wrap:anywhere}
th{width:32%;font-weight:600}
a{color:light-dark(#1a4fd0,#8fb2ff)}
`;

const policy = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/** A page made here: it has no script, and loads nothing but its styles. `body` is HTML. */
export function sendPage(reply: FastifyReply, status: number, title: string, body: string): FastifyReply {
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${styles}"></head>
<body><main><h1>${escapeHtml(title)}</h1>
${body}
</main></body></html>
`;
  return reply
    .code(status)
    .header('content-security-policy', policy)
    .type('text/html; charset=utf-8')
    .send(page);
}

/** Their styles. */
export function pageStylesRoute(app: FastifyInstance): void {
  const content = { 'text/css': { schema: { type: 'string' } } };
  app.get(
    styles,
    {
      config: { access: 'public' },
      schema: {
        summary: 'Styles of the pages without a script',
        tags: ['operation'],
        response: { 200: { description: 'CSS.', content } },
      },
    },
    async (_, reply) =>
      reply.header('cache-control', 'public, max-age=3600').type('text/css; charset=utf-8').send(css),
  );
}
