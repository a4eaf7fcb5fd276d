/**
 * A manifest of the current version of the language.
 *
 * @param {string} kind
 * @param {Record<string, unknown>} metadata
 * @param {Record<string, unknown>} spec
 * @returns {import('./organisation.mjs').Manifest}
 */
export function manifest(kind, metadata, spec) {
  return { apiVersion: 'bylaw.dev/v1', kind, metadata, spec };
}
