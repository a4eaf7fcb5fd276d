import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isObject } from '../../schemas/contract/json.ts';
import { Failure } from '../client/failure.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The id that `--plan` means: the id itself, or the file that `bylaw plan --out` wrote. Of the file only the id is read;
 * what is applied is the plan that the server keeps, so a file that somebody edited changes nothing.
 */
export async function readPlanId(named: string, cwd: string): Promise<string> {
  if (uuid.test(named)) return named;
  const text = await readFile(resolve(cwd, named), 'utf8').catch(() => undefined);
  const plan = text === undefined ? undefined : parse(text);
  if (!isObject(plan)) {
    throw new Failure(`'${named}' is neither the id of a plan nor a file that 'bylaw plan --out' wrote`, {
      remedy: 'Look up the id with `bylaw history`, or in the output of `bylaw plan`',
    });
  }
  if (typeof plan['id'] === 'string' && uuid.test(plan['id'])) return plan['id'];
  throw new Failure('The plan in the file has no id: there was nothing to apply', {
    where: named,
    remedy: 'Plan again: a plan without changes, or a refused one, cannot be applied',
  });
}
