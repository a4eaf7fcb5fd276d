import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { applyPlan } from '../../../api/commit/apply.ts';
import { type Edit, editResource } from '../../../api/commit/edit.ts';
import { planDeclaration } from '../../../api/commit/plan.ts';
import { Refusal } from '../../../api/request/refusal.ts';
import type { DeclaredDocument } from '../../../schemas/contract/declaration.ts';
import { testDatabase } from '../../support/database.ts';
import { declaration, type TestOrganisation, testOrganisation } from '../../support/organisation.ts';
import { randomDeclaration } from '../../support/random-declaration.ts';
import { bylaw, type CommandRun } from '../command.ts';
import { startServer } from '../server.ts';
import { handEdits } from './hand-edits.ts';

const database = await testDatabase();
const server = await startServer(database);
const scratch = await mkdtemp(join(tmpdir(), 'bylaw-export-'));
afterAll(() => rm(scratch, { recursive: true }));

let count = 0;

/** What the state does not take (a set that another one stands in the way of) is left out. */
async function tryApply(
  { deps, context }: TestOrganisation,
  name: string,
  documents: readonly DeclaredDocument[],
): Promise<void> {
  if (documents.length === 0) return;
  const plan = await planDeclaration(deps, context, declaration(documents, { origin: {}, set: { name } }));
  if (plan.id !== null && plan.status === 'planned') await applyPlan(deps, context, plan.id);
}

/** What the state does not take (an account that is not there, a name that is used) is left out. */
async function tryEdit({ deps, context }: TestOrganisation, edit: Edit): Promise<void> {
  await editResource(deps, context, edit, { dryRun: false }).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
  });
}

interface RandomState {
  readonly first: readonly DeclaredDocument[];
  readonly second: readonly DeclaredDocument[];
  /** What belongs to emea has a set of its own. */
  readonly split: boolean;
  /** The first set has the name that an export gives where there is no set around. */
  readonly sameName: boolean;
  readonly edits: readonly Edit[];
}

const randomState: fc.Arbitrary<RandomState> = fc.record({
  first: randomDeclaration,
  second: randomDeclaration,
  split: fc.boolean(),
  sameName: fc.boolean(),
  edits: handEdits,
});

interface World {
  readonly folder: string;
  readonly mainSet: string;
  readonly run: (...words: string[]) => Promise<CommandRun>;
}

/** An organisation in this state, made by applies of one or two sets and by changes by hand. */
async function worldIn({ first, second, split, sameName, edits }: RandomState): Promise<World> {
  count += 1;
  const name = `org-${count}`;
  const organisation = await testOrganisation(database, name);
  const mainSet = sameName ? `${name}-settings` : 'mainland';
  const isEmea = ({ metadata }: DeclaredDocument) => split && metadata.account === 'emea';
  for (const documents of [first, second]) {
    await tryApply(
      organisation,
      mainSet,
      documents.filter((document) => !isEmea(document)),
    );
    await tryApply(organisation, 'emea-settings', documents.filter(isEmea));
  }
  for (const edit of edits) await tryEdit(organisation, edit);
  const env = { BYLAW_SERVER: server, BYLAW_TOKEN: organisation.apiKey };
  return { folder: join(scratch, name), mainSet, run: (...words) => bylaw(words, env) };
}

/** Every file of a folder, by its path. */
async function contentOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = async (path: string) =>
    [relative(folder, path), (await readFile(path)).toString('base64')] as const;
  return Object.fromEntries(await Promise.all(paths.sort().map(read)));
}

/** Plans the folder, and expects that nothing would be changed. */
async function expectNoChanges({ run }: World, folder: string): Promise<void> {
  const planned = await run('plan', folder, '--detailed-exitcode', '--quiet');
  expect(planned, planned.complaint).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(/^No changes\. /mu),
  });
}

/** `BYLAW_TEST_EXPORTS=100` for a long run by hand. */
const runs = { numRuns: Number(process.env['BYLAW_TEST_EXPORTS'] ?? 8), endOnFailure: true };

describe('a plan of an export is empty', { timeout: 60_000 + runs.numRuns * 10_000 }, () => {
  it('of what no set owns, as a new set; and so it is after its apply', async () => {
    await fc.assert(
      fc.asyncProperty(randomState, async (state) => {
        const world = await worldIn(state);
        const { run, folder } = world;
        expect(await run('export', '--out', folder)).toMatchObject({ exitCode: 0 });
        await expectNoChanges(world, folder);
        const [once, again] = [await contentOf(folder), join(folder, 'again')];
        await run('export', '--out', again);
        expect(await contentOf(again)).toEqual(once);
        await rm(again, { recursive: true });
        expect(await run('apply', folder, '--yes', '--quiet')).toMatchObject({ exitCode: 0 });
        await expectNoChanges(world, folder);
        expect(await run('export', '--out', folder, '--force')).toMatchObject({ exitCode: 0 });
        expect(await contentOf(folder)).toEqual(once);
      }),
      runs,
    );
  });

  it('of one account or one kind, also where a set has the name of the new one', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomState,
        fc.constantFrom('--account emea', '--kind Team', '--kind User'),
        async (state, part) => {
          const world = await worldIn({ ...state, sameName: true });
          const exported = await world.run('export', ...part.split(' '), '--out', world.folder);
          // Without emea there is nothing to export, and without documents nothing to plan.
          if (exported.exitCode === 0 && !exported.output.includes('Wrote 0 '))
            await expectNoChanges(world, world.folder);
        },
      ),
      runs,
    );
  });

  it('of what a set owns and what nobody owns, as that set', async () => {
    await fc.assert(
      fc.asyncProperty(randomState, fc.constantFrom('yaml', 'json'), async (state, format) => {
        const world = await worldIn(state);
        const { run, folder, mainSet } = world;
        await mkdir(folder);
        await writeFile(
          join(folder, 'bylaw.yaml'),
          `apiVersion: bylaw.dev/v1\nkind: ManifestSet\nmetadata: {name: ${mainSet}}\nspec: {server: '${server}', prune: true}\n`,
        );
        expect(await run('export', '--out', folder, '--format', format)).toMatchObject({ exitCode: 0 });
        await expectNoChanges(world, folder);
        const once = await contentOf(folder);
        await run('export', '--out', folder, '--format', format, '--force');
        expect(await contentOf(folder)).toEqual(once);
      }),
      runs,
    );
  });
});
