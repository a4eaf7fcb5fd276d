import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { bylaw } from '../whole/command.ts';
import { startServer } from '../whole/server.ts';
import { type Checkout, makeCheckout } from './checkout.ts';
import { startCommentServer } from './comment-server.ts';
import { freshOrganisation } from './fresh-organisation.ts';
import { runGithub, runGitlab } from './pipeline-runner.ts';

const database = await testDatabase();
const server = await startServer(database);
const workflow = 'examples/pipelines/github/.github/workflows/settings.yml';
const pipeline = 'examples/pipelines/gitlab/.gitlab-ci.yml';
const timeout = 60_000;

async function tokenOf(): Promise<string> {
  const { created } = await freshOrganisation(database, { seats: 100 });
  return created.apiKey;
}

/** A manifest that a server would refuse, and one that no server sees. */
async function breakManifest({ path }: Checkout): Promise<void> {
  await writeFile(join(path, 'settings', 'broken.yaml'), 'apiVersion: bylaw.dev/v1\nkind: Tema\n');
}

describe('examples/pipelines on GitHub', async () => {
  const comments = await startCommentServer();

  function runOf(event: 'pull_request' | 'push', token: string) {
    const env = {
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: comments.url,
      GITHUB_REPOSITORY: 'acme/settings',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_RUN_ID: '812',
      GITHUB_SHA: '0'.repeat(40),
      GITHUB_REF: event === 'push' ? 'refs/heads/main' : 'refs/pull/7/merge',
      GITHUB_EVENT_NAME: event,
    };
    const contexts = {
      'github.event_name': event,
      'github.repository': 'acme/settings',
      'github.event.pull_request.head.repo.full_name': 'acme/settings',
      'github.event.pull_request.number': '7',
      'github.token': 'comment-token',
      'vars.BYLAW_SERVER': server,
      'secrets.BYLAW_PLAN_TOKEN': token,
      'secrets.BYLAW_APPLY_TOKEN': token,
    };
    return { env, contexts };
  }

  it('plans on the pull request, keeps one comment, and applies on the merge', { timeout }, async () => {
    const [checkout, token] = [await makeCheckout(), await tokenOf()];
    const opened = await runGithub(workflow, checkout, runOf('pull_request', token));
    expect(opened).toMatchObject({ plan: { code: 0 } });
    expect(Object.keys(opened)).toEqual(['plan']);
    expect(comments.comments).toHaveLength(1);
    expect(comments.comments[0]?.body).toContain('People:');
    const merged = await runGithub(workflow, checkout, runOf('push', token));
    expect(merged).toMatchObject({ apply: { code: 0 } });
    expect(Object.keys(merged)).toEqual(['apply']);
    const next = await runGithub(workflow, checkout, runOf('pull_request', token));
    expect(next).toMatchObject({ plan: { code: 0 } });
    expect(comments.comments).toHaveLength(1);
    expect(comments.comments[0]?.body).toContain('No changes');
    const history = await bylaw(['history', '--format', 'json'], {
      BYLAW_SERVER: server,
      BYLAW_TOKEN: token,
    });
    expect(history.output).toContain('acme-settings');
  });

  it('fails on a manifest that is wrong, and says so at its line', { timeout }, async () => {
    const [checkout, token] = [await makeCheckout(), await tokenOf()];
    await breakManifest(checkout);
    const { plan } = await runGithub(workflow, checkout, runOf('pull_request', token));
    expect(plan?.code).toBe(1);
    expect(plan?.output).toMatch(/::error file=[^,]*broken\.yaml,line=2/u);
    expect(comments.comments.at(-1)?.body).toContain('No plan could be made');
  });
});

describe('examples/pipelines on GitLab', async () => {
  const comments = await startCommentServer();

  const environment = (token: string) => ({
    GITLAB_CI: 'true',
    CI_API_V4_URL: comments.url,
    CI_PROJECT_ID: '42',
    CI_MERGE_REQUEST_IID: '7',
    CI_COMMIT_SHA: '0'.repeat(40),
    CI_PIPELINE_ID: '812',
    BYLAW_SERVER: server,
    BYLAW_PLAN_TOKEN: token,
    BYLAW_APPLY_TOKEN: token,
    COMMENT_TOKEN: 'comment-token',
  });

  it('plans on the merge request, keeps one comment, and applies on the merge', { timeout }, async () => {
    const [checkout, token] = [await makeCheckout(), await tokenOf()];
    expect(await runGitlab(pipeline, 'plan', checkout, environment(token))).toMatchObject({ code: 0 });
    expect(comments.comments[0]?.body).toContain('People:');
    expect(await runGitlab(pipeline, 'apply', checkout, environment(token))).toMatchObject({ code: 0 });
    expect(await runGitlab(pipeline, 'plan', checkout, environment(token))).toMatchObject({ code: 0 });
    expect(comments.comments).toHaveLength(1);
    expect(comments.comments[0]?.body).toContain('No changes');
    expect(comments.requests).toContain('PUT /projects/42/merge_requests/7/notes/1');
  });

  it('fails where the server refuses the token', { timeout }, async () => {
    const checkout = await makeCheckout();
    const env = environment(`byl_${'0'.repeat(43)}`);
    expect(await runGitlab(pipeline, 'plan', checkout, env)).toMatchObject({ code: 1 });
    expect(comments.comments.at(-1)?.body).toContain('No plan could be made');
    expect(await runGitlab(pipeline, 'apply', checkout, env)).toMatchObject({ code: 1 });
  });
});
