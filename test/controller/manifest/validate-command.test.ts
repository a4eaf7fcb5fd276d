import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../../controller/commands/command.ts';
import { validate } from '../../../controller/commands/validate.ts';
import { manifest, writeSet } from './temporary-set.ts';

const user = (name: string, spec: string) => manifest('User', `{name: ${name}, account: emea}`, spec);

/** Calls the command; what it does not use of its context it does not get. */
async function run(cwd: string, operands: readonly string[] = [], options: Record<string, unknown> = {}) {
  const context = {
    cwd,
    version: '0.1.0',
    width: 80,
    colour: false,
    verbose: false,
    setFile: undefined,
    ...options,
  };
  return validate({ operands, options }, context as unknown as CommandContext);
}

describe('bylaw validate', () => {
  it('is content with a valid set, warnings included', async () => {
    const folder = writeSet({ 'a.yaml': user('ana', 'language: hr'), 'b.yaml': '' });
    const { output, exitCode } = await run(folder);
    expect(exitCode).toBe(0);
    expect(output).toContain('b.yaml:1:1: warning[file/empty]');
    expect(output).toMatch(/\nValid: 1 manifest in 2 files, 1 warning\n$/);
  });

  it('gives 1 for an error, with the line it is about, and paths from the working directory', async () => {
    const folder = writeSet({ 'people/a.yaml': user('ana', 'emial: x') });
    const { output, exitCode } = await run(join(folder, 'people'));
    expect(exitCode).toBe(1);
    expect(output).toContain('../people/a.yaml:5:3: error[schema/unknown-field]');
    expect(output).toContain('    5 |   emial: x\n      |   ^\n');
  });

  it('reads the whole set and reports of the paths that were named', async () => {
    const team = manifest('Team', '{name: T, account: emea}', 'members: [ana, petra]');
    const folder = writeSet({ 'people/a.yaml': user('ana', 'emial: x'), 'teams/t.yaml': team });
    const { output, exitCode } = await run(folder, ['teams'], { format: 'json' });
    expect(exitCode).toBe(0);
    expect(JSON.parse(String(output)).diagnostics).toEqual([
      expect.objectContaining({ code: 'reference/undeclared', file: 'teams/t.yaml' }),
    ]);
    expect((await run(folder, ['people/a.yaml'])).exitCode).toBe(1);
  });

  it.each(['text', 'json', 'sarif', 'junit', 'github'])('speaks %s', async (format) => {
    const folder = writeSet({ 'a.yaml': user('ana', 'emial: x') });
    const { output, exitCode } = await run(folder, [], { format });
    expect([exitCode, String(output)]).toEqual([1, expect.stringContaining('emial')]);
  });
});
