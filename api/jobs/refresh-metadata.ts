import { createFetchText } from '../identity/guarded-fetch.ts';
import { connectGuard } from '../notifications/connect-guard.ts';
import { metadataPlaces, refreshMetadata } from '../sign-in/saml/refresh-metadata.ts';
import type { Job } from './job.ts';

const hour = 60 * 60 * 1000;

/** Reads the metadata of identity providers anew, so that a certificate that they rotate is known before they use it. */
export function refreshMetadataJob(publicUrl: string): Job {
  const fetchText = createFetchText(
    connectGuard(publicUrl),
    'application/samlmetadata+xml, application/xml, text/xml',
  );
  const allowLoopback = publicUrl.startsWith('http:');
  return {
    name: 'refresh-metadata',
    intervalMs: hour,
    run: async (deps, { organisationId }) => {
      const places = await deps.database.snapshot((tx) => metadataPlaces(tx, organisationId));
      const counts = { changed: 0, failed: 0 };
      for (const place of places) {
        const outcome = await refreshMetadata({ ...deps, fetchText, allowLoopback }, place);
        if (outcome === 'unchanged') continue;
        counts[outcome === 'changed' ? 'changed' : 'failed'] += 1;
      }
      return counts;
    },
  };
}
