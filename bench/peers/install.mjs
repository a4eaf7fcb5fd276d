import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const installed = join(folder, 'node_modules', '.package-lock.json');

/**
 * Installs the peers where that has not been done, with no script of theirs run.
 *
 * @returns {string | undefined} why they are not there
 */
export function installPeers() {
  if (existsSync(installed)) return undefined;
  process.stderr.write('Installing the tools to compare with (bench/peers), once\n');
  try {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return undefined;
  } catch (error) {
    return `the peers could not be installed: ${error instanceof Error ? error.message.split('\n')[0] : error}`;
  }
}

/**
 * The script behind a peer's command, so that it is run by the same Node and without a shell between.
 *
 * @param {string} name of the package
 * @param {string} command of its `bin`
 */
export function peerScript(name, command) {
  const root = join(folder, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return join(root, typeof bin === 'string' ? bin : bin[command]);
}

/** Version of an installed peer. */
export function peerVersion(name) {
  return JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;
}
