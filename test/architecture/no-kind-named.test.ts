import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kinds } from '../../schemas/semantics.ts';

/** Rooms that work on every kind alike: a new kind is one schema and one folder under `api/kinds/`. */
const rooms = [
  'controller/manifest',
  'controller/reconcile',
  'controller/client',
  'controller/render',
  'api/commit',
  'api/routes',
];

function sources(room: string): readonly string[] {
  return readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(room, file));
}

/** Code only: comments may give examples. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}

/** Kinds that stand in quotes of their own, as code would name them. */
function named(text: string): readonly string[] {
  return kinds.filter((kind) => new RegExp(`['"\`]${kind}['"\`/]`).test(withoutComments(text)));
}

describe('no kind is named', () => {
  it.each(rooms)('in %s', (room) => {
    const found = sources(room).flatMap((file) =>
      named(readFileSync(file, 'utf8')).map((kind) => `${file}: ${kind}`),
    );
    expect(found).toEqual([]);
  });

  it('is found where one is', () => {
    expect(named("if (change.kind === 'Team') return;")).toEqual(['Team']);
    expect(named("/** e.g. 'Team' */ const kind = 'x';")).toEqual([]);
  });
});
