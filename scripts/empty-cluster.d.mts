import type { PGlite } from '@electric-sql/pglite';

export function emptyCluster(): Promise<Blob>;
export function writeEmptyCluster(file: string): Promise<void>;
export function cachedDump(name: string, make: () => Promise<PGlite>): Promise<string>;
