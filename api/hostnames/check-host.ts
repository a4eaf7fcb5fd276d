import type { Keyring } from '../identity/secrets/keyring.ts';
import { type HostPlace, type HostRecord, isProof } from './host-records.ts';

/** What of node:dns/promises is asked. */
export interface HostResolver {
  resolveCname(name: string): Promise<string[]>;
  resolve4(name: string): Promise<string[]>;
  resolve6(name: string): Promise<string[]>;
  resolveTxt(name: string): Promise<string[][]>;
}

/** `missing`: there is none; `differs`: it says something else; `unreachable`: nobody answered. */
type RecordState = 'found' | 'missing' | 'differs' | 'unreachable';

export interface CheckedRecord extends HostRecord {
  readonly state: RecordState;
  /** What stands there, at most ten values. */
  readonly found: readonly string[];
}

const most = 10;
const nothing = new Set(['ENOTFOUND', 'ENODATA']);

/** null: nobody answered. That there is no such name is an answer. */
async function asked(question: Promise<string[]>): Promise<readonly string[] | null> {
  try {
    return await question;
  } catch (error) {
    return nothing.has((error as NodeJS.ErrnoException).code ?? '') ? [] : null;
  }
}

async function texts(resolver: HostResolver, name: string): Promise<string[]> {
  return (await resolver.resolveTxt(name)).map((pieces) => pieces.join(''));
}

async function addresses(resolver: HostResolver, name: string): Promise<readonly string[] | null> {
  const answers = await Promise.all([asked(resolver.resolve4(name)), asked(resolver.resolve6(name))]);
  const known = answers.filter((answer) => answer !== null);
  return known.length === 0 ? null : known.flat();
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');

function judged(
  record: HostRecord,
  found: readonly string[] | null,
  fits: (value: string) => boolean,
): CheckedRecord {
  if (found === null) return { ...record, state: 'unreachable', found: [] };
  const state = found.length === 0 ? 'missing' : found.some(fits) ? 'found' : 'differs';
  return { ...record, state, found: found.slice(0, most) };
}

/** Names at the top of a zone cannot be aliases: addresses that are those of the target do as well. */
async function checkAddress(resolver: HostResolver, record: HostRecord): Promise<CheckedRecord> {
  const { type, name, value } = record;
  if (type !== 'CNAME') return judged(record, await addresses(resolver, name), (found) => found === value);
  const aliases = await asked(resolver.resolveCname(name));
  const byAlias = judged(record, aliases, (found) => plain(found) === plain(value));
  if (byAlias.state !== 'missing') return byAlias;
  const [own, target] = await Promise.all([addresses(resolver, name), addresses(resolver, value)]);
  return judged(record, own, (found) => target?.includes(found) ?? false);
}

/** Asks DNS for each record. Nothing is thrown: who does not answer is `unreachable`. */
export function checkHost(
  { keyring, resolver }: { readonly keyring: Keyring; readonly resolver: HostResolver },
  place: HostPlace,
  records: readonly HostRecord[],
): Promise<readonly CheckedRecord[]> {
  return Promise.all(
    records.map(async (record) =>
      record.purpose === 'address'
        ? checkAddress(resolver, record)
        : judged(record, await asked(texts(resolver, record.name)), (text) => isProof(keyring, place, text)),
    ),
  );
}
