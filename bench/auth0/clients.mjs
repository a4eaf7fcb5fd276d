/**
 * The resources that the peer manages in this comparison: applications, the kind of its own that is read in pages of 100.
 * About as large as a User manifest, so that both sides carry the same load.
 *
 * @param {number} count
 * @returns {object[]} as the Management API answers them
 */
export function makeClients(count) {
  return Array.from({ length: count }, (_, index) => ({
    client_id: `client${String(index).padStart(8, '0')}`,
    name: `person-${index}`,
    description: `Person ${index} of the bench`,
    app_type: 'regular_web',
    is_first_party: true,
    oidc_conformant: true,
    callbacks: [`https://portal-${index % 7}.bench.example/callback`],
    allowed_logout_urls: [],
    grant_types: ['authorization_code', 'refresh_token'],
    client_metadata: { department: `department-${index % 20}`, account: `account-${index % 5}` },
  }));
}
