import { beforeAll, describe, expect, it } from 'vitest';
import { caller } from '../api/routes/test-server.ts';
import { apply, declaration } from '../api/routes/test-world.ts';
import { consoleWorld } from './support/console-world.ts';
import { openPage } from './support/open-page.tsx';

const { server, manager, reader, apiKey } = await consoleWorld();

/** As a pipeline would: bea's own plan, of a set of its own. */
async function plan(documents: Parameters<typeof declaration>[0], set: string): Promise<string> {
  const { status, body } = await manager.post<{ id: string }>('/v1/plans', declaration(documents, set));
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
}

let id = '';
beforeAll(async () => {
  id = await plan(
    [
      { kind: 'SecurityPolicy', account: 'emea', spec: { requireTwoFactor: true } },
      {
        kind: 'Team',
        account: 'emea',
        name: 'Front',
        spec: { description: 'Answers first', members: ['dora'] },
      },
    ],
    'emea-settings',
  );
});

describe('a plan', () => {
  it('is in the list with what it does, and the list is filtered by the address', async () => {
    const page = await openPage(server.app, manager, '/changes?set=emea-settings');
    await page.click('link', '2 to create');
    await page.sees('Front');
    expect(page.address()).toBe(`/console/changes/${id}`);
    const empty = await openPage(server.app, manager, '/changes?status=rejected');
    await empty.sees('No plans');
  });

  it('shows whom it hits first, with counts and names that can be searched', async () => {
    const page = await openPage(server.app, manager, `/changes/${id}`);
    await page.sees('dora');
    await page.sees('Must enrol a second factor');
    expect(await page.axe()).toEqual([]);
    const text = page.text();
    expect(text.indexOf('Must enrol')).toBeLessThan(text.indexOf('SecurityPolicy/emea'));
    await page.type('Find a person', 'nobody');
    await page.sees('Nobody of that name is affected.');
    await expect.poll(() => page.address()).toBe(`/console/changes/${id}?who=nobody`);
  });

  it('shows every change with file and line, by field or side by side', async () => {
    const page = await openPage(server.app, manager, `/changes/${id}?view=side`);
    await page.sees('all.yaml:2');
    await page.sees('"description": "Answers first"');
    await page.sees('What accounts end up with');
    expect(await page.axe()).toEqual([]);
  });

  it('is applied after a last look', async () => {
    const page = await openPage(server.app, manager, `/changes/${id}`);
    await page.click('button', 'Apply');
    await page.sees('Apply this plan?');
    expect(await page.axe()).toEqual([]);
    await page.click('button', 'Apply now');
    await page.sees(/applied Nov/);
    const { body } = await manager.get<{ spec: object }>('/v1/accounts/emea/teams/Front');
    expect(body.spec).toMatchObject({ members: ['dora'] });
  });

  it('that is not there is told, with the number to ask with', async () => {
    const page = await openPage(server.app, manager, '/changes/01a20f69-97c5-70bf-b620-f2d6d6660b43');
    await page.sees(/Reference/);
  });

  it('tells somebody without the right what he lacks', async () => {
    const page = await openPage(server.app, reader, `/changes/${id}`);
    await page.sees('This did not work');
  });
});

describe('agreeing to a plan', () => {
  let waiting = '';
  beforeAll(async () => {
    const call = caller(server.app, apiKey);
    await apply(
      call,
      [
        {
          kind: 'ChangePolicy',
          name: 'default',
          spec: { approvals: [{ risk: 'low', count: 1, from: { roles: ['Account Manager'] } }] },
        },
      ],
      'policy',
    );
    const { body } = await call<{ id: string }>(
      'POST',
      '/v1/plans',
      declaration(
        [{ kind: 'SecurityPolicy', account: 'emea', spec: { maxLoginAttempts: 7 } }],
        'emea-logins',
      ),
    );
    waiting = body.id;
  });

  it('says who must, keeps the comment, and then lets it be applied', async () => {
    const page = await openPage(server.app, manager, `/changes/${waiting}`);
    await page.sees('Waits for approval');
    await page.sees(/Account Manager.*0 of 1.*1 is missing/);
    await page.click('button', 'Approve');
    await page.type('Comment', 'Agreed with the team');
    expect(await page.axe()).toEqual([]);
    await page.click('button', 'Approve it');
    await page.sees('Agreed with the team');
    await page.sees(/1 of 1.*enough/);
    const { body } = await manager.get<{ status: string }>(`/v1/plans/${waiting}`);
    expect(body.status).toBe('approved');
    await page.find('button', 'Apply');
  });

  it('is refused with a comment, and the plan then says what to do', async () => {
    const page = await openPage(server.app, manager, `/changes/${waiting}`);
    await page.click('button', 'Reject');
    expect((await page.find('button', 'Reject it')).hasAttribute('disabled')).toBe(true);
    await page.type('Comment', 'Not before Friday');
    await page.click('button', 'Reject it');
    await page.sees('Somebody has refused it for good.');
    expect(page.text()).not.toContain('Apply now');
    const { body } = await manager.get<{ status: string }>(`/v1/plans/${waiting}`);
    expect(body.status).toBe('rejected');
  });

  it("is not offered for one's own plan, and the page says why", async () => {
    const own = await plan(
      [{ kind: 'SecurityPolicy', account: 'emea', spec: { maxLoginAttempts: 8 } }],
      'own-plan',
    );
    const page = await openPage(server.app, manager, `/changes/${own}`);
    await page.sees('You made this plan, so somebody else decides on it.');
    expect(page.text()).not.toContain('Reject');
  });
});
