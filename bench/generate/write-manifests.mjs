import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dump } from 'js-yaml';

/**
 * Writes a manifest set, one manifest a file.
 *
 * @param {string} folder made anew
 * @param {import('./organisation.mjs').Manifest[]} manifests
 * @returns {string} the folder
 */
export function writeFolder(folder, manifests) {
  const files = manifests.map((manifest, index) => [fileOf(manifest, index), toYaml(manifest, index)]);
  return writeSet(folder, files);
}

/**
 * The same with `perFile` manifests in each file, parted by `---`.
 *
 * @param {string} folder made anew
 * @param {import('./organisation.mjs').Manifest[]} manifests
 * @param {number} perFile
 * @returns {string} the folder
 */
export function writeStreams(folder, manifests, perFile) {
  const files = [];
  for (let start = 0; start < manifests.length; start += perFile) {
    const texts = manifests.slice(start, start + perFile).map((manifest, n) => toYaml(manifest, start + n));
    files.push([`manifests/part-${files.length}.yaml`, texts.join('---\n')]);
  }
  return writeSet(folder, files);
}

const setFile = `apiVersion: bylaw.dev/v1
kind: ManifestSet
metadata: {name: bench-settings}
spec:
  include: ["manifests/**/*.yaml"]
  prune: true
`;

function writeSet(folder, files) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'bylaw.yaml'), setFile);
  for (const [name, text] of files) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}

/** Folders of 500 files, by kind. */
function fileOf({ kind }, index) {
  return `manifests/${kind.toLowerCase()}-${Math.floor(index / 500)}/${index}.yaml`;
}

/** Half of them in block style, half with short values on one line: people write both. */
function toYaml(manifest, index) {
  return dump(manifest, { lineWidth: 120, flowLevel: index % 2 === 0 ? -1 : 2 });
}
