import { isKind, kindInfo } from '../../schemas/semantics.ts';
import type { ResourceItem } from '../client/answers.ts';

/** A name as one segment of a path, whatever it holds: never a way out of the folder, on no system. */
function segment(name: string): string {
  const safe = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-')
    .slice(0, 80);
  return safe.replace(/^-+|-+$/gu, '') || 'unnamed';
}

function pluralOf(kind: string): string {
  return isKind(kind) ? kindInfo(kind).plural : segment(kind.toLowerCase());
}

/** Folder of an account's manifests, or of the organisation's. */
function folderOf({ metadata }: ResourceItem): string {
  return metadata.account === undefined ? 'organisation' : `accounts/${segment(metadata.account)}`;
}

/** One file per account and kind: `accounts/emea/teams`, without its ending. */
export function manifestPath(item: ResourceItem): string {
  return `${folderOf(item)}/${pluralOf(item.kind)}`;
}

/** Folder of the files that a manifest names, relative to the manifest. */
export function sideFolder({ kind, metadata }: ResourceItem): string {
  return metadata.name === undefined ? pluralOf(kind) : `${pluralOf(kind)}/${segment(metadata.name)}`;
}
