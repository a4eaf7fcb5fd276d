import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Answers with a CSV file that is streamed. `name` is the file's, without its ending. */
export function sendReport(reply: FastifyReply, name: string, csv: AsyncIterable<string>): FastifyReply {
  reply.type('text/csv; charset=utf-8; header=present');
  reply.header('content-disposition', `attachment; filename="${name}.csv"`);
  return reply.send(Readable.from(csv, { objectMode: false }));
}
