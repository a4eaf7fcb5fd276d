import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const openssl = process.env['BENCH_OPENSSL'] ?? 'openssl';

/**
 * Makes a certificate for 127.0.0.1 with the openssl of the machine; the peer speaks https only.
 *
 * @param {string} folder where the two files go
 * @returns {{ key: string, cert: string, file: string }} PEM texts, and the file for NODE_EXTRA_CA_CERTS
 * @throws where there is no openssl
 */
export function makeCertificate(folder) {
  const key = join(folder, 'stand-in-key.pem');
  const file = join(folder, 'stand-in-cert.pem');
  const subject = ['-subj', '/CN=bylaw-bench', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const form = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync(openssl, ['req', '-x509', ...form, '-keyout', key, '-out', file, ...subject], {
    stdio: 'ignore',
  });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(file, 'utf8'), file };
}
