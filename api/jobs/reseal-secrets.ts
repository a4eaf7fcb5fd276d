import type { Keyring } from '../identity/secrets/keyring.ts';
import { countOlderRecoveryCodes, resealBatch, sealedTables } from '../identity/secrets/reseal.ts';
import { batchSize, inBatches } from './in-batches.ts';
import type { Job } from './job.ts';

const hour = 60 * 60 * 1000;

/**
 * Seals what is under older keys under the first one, so that an older key can be taken away. What is left is in the summary, and so in the
 * server's log at every run: secrets whose key is not there, and recovery codes, which only their owners can make anew.
 */
export function resealSecretsJob(keyring: Keyring): Job {
  return {
    name: 'reseal-secrets',
    intervalMs: hour,
    run: async (deps, { organisationId }) => {
      let unreadable = 0;
      let resealed = 0;
      for (const table of sealedTables) {
        resealed += await inBatches(deps, async (tx, after) => {
          const batch = await resealBatch(
            tx,
            keyring,
            { organisationId, table },
            { after, limit: batchSize },
          );
          unreadable += batch.unreadable;
          return { last: batch.last, changed: batch.resealed };
        });
      }
      const recoveryCodesLeft = await deps.database.snapshot((tx) =>
        countOlderRecoveryCodes(tx, keyring, organisationId),
      );
      return { resealed, unreadable, recoveryCodesLeft };
    },
  };
}
