// What our own verification does a second, all checks and samlify's opinion included, on one core: `node verify-rate.mjs MILLISECONDS FILE`.
import { readFileSync } from 'node:fs';
import { verifyResponse } from '../../api/identity/saml/verify-response.ts';
import { printRate } from '../load/repeat.mjs';

const [ms = '1000', file = ''] = process.argv.slice(2);
const { entityId, certificate, acsUrl, spEntityId, responses } = JSON.parse(readFileSync(file, 'utf8'));
const connection = {
  idpEntityId: entityId,
  certificates: [certificate],
  requireSigned: ['assertion'],
  requireEncryption: false,
  allowSha1: false,
  spEntityId,
  acsUrl,
  decryptionKeys: [],
};

await printRate(responses, Number(ms), async ({ value, requestId, nameId }) => {
  const verdict = await verifyResponse(value, connection, { requestId, now: new Date() });
  if ('refused' in verdict) throw new Error(`${verdict.refused.check}: ${verdict.refused.detail}`);
  if (verdict.verified.nameId !== nameId) throw new Error('it reads somebody else');
});
