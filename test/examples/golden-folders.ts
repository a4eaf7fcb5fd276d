import { existsSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** An example that tells one thing: what is there, what is declared next, and what the plan then says. */
export interface GoldenFolder {
  /** The folder's name: a sentence. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly expected: string;
}

const examples = 'examples';

/** All of them, in the order of their names. */
export function goldenFolders(): readonly GoldenFolder[] {
  return readdirSync(examples)
    .map((name) => ({
      name,
      before: join(examples, name, 'before'),
      after: join(examples, name, 'after'),
      expected: join(examples, name, 'expected-plan.txt'),
    }))
    .filter(({ before }) => existsSync(before))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gu;
const time = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/gu;

/** A text plan without what differs from run to run. */
export function normalisePlan(text: string): string {
  return text.replace(uuid, 'ID').replace(time, 'TIME');
}

/** The text that the plan must have; with BYLAW_UPDATE_GOLDEN=1 it is rewritten first. */
export async function expectedPlan({ expected }: GoldenFolder, now: string): Promise<string> {
  if (process.env['BYLAW_UPDATE_GOLDEN'] === '1') await writeFile(expected, now);
  return readFile(expected, 'utf8').catch(() => '');
}
