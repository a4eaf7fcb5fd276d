// What samlify verifies a second by itself, on one core: `node samlify-rate.mjs MILLISECONDS FILE [schema]`. With `schema` it gets a validator that
// holds each response against the schemas of OASIS, by the fastest library there is; without, one that lets everything pass.
import { readFileSync } from 'node:fs';
import * as samlify from 'samlify';
import { checkSchema } from '../../api/identity/saml/schemas.ts';
import { DocumentScope } from '../../api/identity/saml/xml-document.ts';
import { printRate } from '../load/repeat.mjs';

const [ms = '1000', file = '', how] = process.argv.slice(2);
const { entityId, certificate, acsUrl, spEntityId, responses } = JSON.parse(readFileSync(file, 'utf8'));
const place = (binding, url) => [
  { Binding: `urn:oasis:names:tc:SAML:2.0:bindings:HTTP-${binding}`, Location: url },
];

samlify.setSchemaValidator({
  validate: async (xml) => {
    if (how === 'schema') validate(xml);
    return 'valid';
  },
});

function validate(xml) {
  const scope = new DocumentScope();
  try {
    checkSchema('protocol', scope.parse(xml));
  } finally {
    scope.dispose();
  }
}

const address = place('Redirect', 'https://idp.bench.example/sso');
const idp = samlify.IdentityProvider({
  entityID: entityId,
  singleSignOnService: address,
  singleLogoutService: address,
  signingCert: certificate,
});
const sp = samlify.ServiceProvider({
  entityID: spEntityId,
  wantAssertionsSigned: true,
  assertionConsumerService: place('POST', acsUrl),
});

await printRate(responses, Number(ms), async ({ value, nameId }) => {
  const { extract } = await sp.parseLoginResponse(idp, 'post', { body: { SAMLResponse: value } });
  if (extract.nameID !== nameId) throw new Error('samlify reads somebody else');
});
