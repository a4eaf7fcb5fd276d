// The least that a plan or an apply can cost on the side of the command: `node command.mjs plan|apply FOLDER URL`.
import { request } from 'node:http';
import { readDocuments } from './read-documents.mjs';

const [verb, folder, url] = process.argv.slice(2);
const body = JSON.stringify({ apply: verb === 'apply', documents: readDocuments(folder) });
const post = request(url, { method: 'POST', headers: { 'content-type': 'application/json' } }, (answer) => {
  answer.pipe(process.stdout);
  answer.on('end', () => process.stdout.write('\n'));
});
post.end(body);
