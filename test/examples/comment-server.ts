import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

interface Comment {
  readonly id: number;
  body: string;
}

/** Imitates the part of GitHub's and GitLab's API that comments need. */
export interface CommentServer {
  readonly url: string;
  readonly comments: readonly Comment[];
  /** Methods and paths of what was asked, in order. */
  readonly requests: readonly string[];
}

async function bodyOf(request: IncomingMessage): Promise<{ body: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as { body: string };
}

/** Changes the comments as the request says. @returns what to answer */
async function answer(comments: Comment[], request: IncomingMessage): Promise<unknown> {
  if (request.method === 'GET') return comments;
  const { body } = await bodyOf(request);
  if (request.method === 'POST') {
    const comment = { id: comments.length + 1, body };
    comments.push(comment);
    return comment;
  }
  const comment = comments.find(({ id }) => request.url?.endsWith(`/${id}`));
  if (comment === undefined) throw new Error(`no comment at ${request.url}`);
  comment.body = body;
  return comment;
}

/** A server with no comments yet, until the test file ends. */
export async function startCommentServer(): Promise<CommentServer> {
  const comments: Comment[] = [];
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url?.split('?')[0]}`);
    answer(comments, request).then(
      (found) => response.setHeader('content-type', 'application/json').end(JSON.stringify(found)),
      (error: Error) => response.writeHead(404).end(error.message),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  afterAll(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, comments, requests };
}
