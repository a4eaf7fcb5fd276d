// Puts a plan into a comment of the pull or merge request, and keeps that one comment up to date:
//   node comment-plan.mjs plan.md [SET]
// Runs on GitHub and GitLab; needs COMMENT_TOKEN and, on GitHub, PULL_REQUEST. SET tells several sets of one repository apart.
import { existsSync, readFileSync } from 'node:fs';

const { env } = process;
const [file = 'plan.md', set = ''] = process.argv.slice(2);
const marker = `<!-- bylaw plan ${set} -->`;

/** Where the comments of this request stand, and how one is changed there. */
function github() {
  const repository = `${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}/issues`;
  return {
    comments: `${repository}/${env.PULL_REQUEST}/comments`,
    one: (id) => `${repository}/comments/${id}`,
    change: 'PATCH',
    headers: { authorization: `Bearer ${env.COMMENT_TOKEN}`, accept: 'application/vnd.github+json' },
  };
}

function gitlab() {
  const comments = `${env.CI_API_V4_URL}/projects/${env.CI_PROJECT_ID}/merge_requests/${env.CI_MERGE_REQUEST_IID}/notes`;
  return {
    comments,
    one: (id) => `${comments}/${id}`,
    change: 'PUT',
    headers: { 'private-token': env.COMMENT_TOKEN },
  };
}

async function send({ headers }, method, url, body) {
  const answer = await fetch(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** The comment of an earlier run; its marker stands first. */
async function findComment(host) {
  for (let page = 1; ; page += 1) {
    const comments = await send(host, 'GET', `${host.comments}?per_page=100&page=${page}`);
    const found = comments.find(({ body }) => body.startsWith(marker));
    if (found !== undefined || comments.length < 100) return found;
  }
}

function planText() {
  const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  return text === '' ? 'No plan could be made: the log of the job says why.' : text;
}

const host = env.GITHUB_ACTIONS ? github() : gitlab();
const body = `${marker}\n${planText()}\n`;
const earlier = await findComment(host);
await (earlier === undefined
  ? send(host, 'POST', host.comments, { body })
  : send(host, host.change, host.one(earlier.id), { body }));
process.stdout.write(`The plan stands in ${earlier === undefined ? 'a new' : 'the same'} comment.\n`);
