import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { kindModules } from '../../../api/kinds/generated/registry.ts';
import { kinds } from '../../../schemas/semantics.ts';

describe('the registry of kinds', () => {
  it('has a module for every schema, under its name', () => {
    expect([...kindModules.keys()].sort()).toEqual([...kinds].sort());
  });

  it('is up to date with the folders', () => {
    const script = fileURLToPath(new URL('../../../scripts/generate-kinds.mjs', import.meta.url));
    expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
  });
});
