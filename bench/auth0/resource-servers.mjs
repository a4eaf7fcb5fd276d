/**
 * What the peer manages in this comparison: APIs ("resource servers"), the kind of its own that takes it the fewest requests. They are about
 * as large as a User manifest, so that both sides carry the same load.
 *
 * @param {number} count
 * @returns {object[]} as the Management API answers them
 */
export function makeResourceServers(count) {
  return Array.from({ length: count }, (_, index) => ({
    id: `api${String(index).padStart(8, '0')}`,
    name: `service-${index}`,
    identifier: `https://service-${index}.bench.example/`,
    allow_offline_access: index % 2 === 0,
    skip_consent_for_verifiable_first_party_clients: true,
    signing_alg: 'RS256',
    token_lifetime: 86_400 + (index % 7),
    token_lifetime_for_web: 7_200,
    scopes: [
      { value: 'read:people', description: `Read the people of department ${index % 20}` },
      { value: 'write:people', description: `Change the people of department ${index % 20}` },
    ],
  }));
}
