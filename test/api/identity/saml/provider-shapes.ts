import { acsUrl, entityId, now, requestId, spEntityId } from './world.ts';

/**
 * Responses in the shapes that the large identity providers publish or send: their prefixes, order, attribute forms and
 * NameID formats. Line ends and spaces are theirs too, since signatures cover them.
 */
export interface ProviderShape {
  readonly name: string;
  readonly xml: string;
  readonly groups: readonly string[];
}

const at = (minutes: number): string => new Date(now.getTime() + minutes * 60_000).toISOString();
const samlp = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"';
const saml = 'urn:oasis:names:tc:SAML:2.0:assertion';
const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const xs = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"';
const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const head = `Version="2.0" IssueInstant="${at(0)}"`;
const claim = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const data = `InResponseTo="${requestId}" NotOnOrAfter="${at(5)}" Recipient="${acsUrl}"`;
const groups = ['Support', 'Finance'];

/** Entra ID: the assertion without prefixes, conditions of 70 minutes, the sign-in behind the attributes. */
const entra: ProviderShape = {
  name: 'Entra ID',
  groups: ['Support', 'Finance'],
  xml: `<samlp:Response ID="_8e8dc5f6" ${head} Destination="${acsUrl}" InResponseTo="${requestId}" ${samlp}><Issuer xmlns="${saml}">${entityId}</Issuer><samlp:Status><samlp:StatusCode Value="${success}"/></samlp:Status><Assertion ID="_d71a3a8e" IssueInstant="${at(0)}" Version="2.0" xmlns="${saml}"><Issuer>${entityId}</Issuer><Subject><NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">ana@acme.example</NameID><SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><SubjectConfirmationData InResponseTo="${requestId}" NotOnOrAfter="${at(65)}" Recipient="${acsUrl}"/></SubjectConfirmation></Subject><Conditions NotBefore="${at(-5)}" NotOnOrAfter="${at(65)}"><AudienceRestriction><Audience>${spEntityId}</Audience></AudienceRestriction></Conditions><AttributeStatement><Attribute Name="http://schemas.microsoft.com/identity/claims/tenantid"><AttributeValue>11111111-2222-3333-4444-555555555555</AttributeValue></Attribute><Attribute Name="http://schemas.xmlsoap.org/claims/Group"><AttributeValue>Support</AttributeValue><AttributeValue>Finance</AttributeValue></Attribute><Attribute Name="${claim}/emailaddress"><AttributeValue>ana@acme.example</AttributeValue></Attribute></AttributeStatement><AuthnStatement AuthnInstant="${at(-120)}" SessionIndex="_d71a3a8e"><AuthnContext><AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</AuthnContextClassRef></AuthnContext></AuthnStatement></Assertion></samlp:Response>`,
};

/** Okta: prefixes of its own, a declaration, the format of the issuer, types with their namespace at each value. */
const okta: ProviderShape = {
  name: 'Okta',
  groups,
  xml: `<?xml version="1.0" encoding="UTF-8"?><saml2p:Response Destination="${acsUrl}" ID="id1000279848" InResponseTo="${requestId}" IssueInstant="${at(0)}" Version="2.0" xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" ${xs}><saml2:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity" xmlns:saml2="${saml}">${entityId}</saml2:Issuer><saml2p:Status xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol"><saml2p:StatusCode Value="${success}"/></saml2p:Status><saml2:Assertion ID="id1000279849" IssueInstant="${at(0)}" Version="2.0" xmlns:saml2="${saml}" ${xs}><saml2:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity" xmlns:saml2="${saml}">${entityId}</saml2:Issuer><saml2:Subject xmlns:saml2="${saml}"><saml2:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified">ana@acme.example</saml2:NameID><saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml2:SubjectConfirmationData ${data}/></saml2:SubjectConfirmation></saml2:Subject><saml2:Conditions NotBefore="${at(-5)}" NotOnOrAfter="${at(5)}" xmlns:saml2="${saml}"><saml2:AudienceRestriction><saml2:Audience>${spEntityId}</saml2:Audience></saml2:AudienceRestriction></saml2:Conditions><saml2:AuthnStatement AuthnInstant="${at(0)}" SessionIndex="${requestId}" xmlns:saml2="${saml}"><saml2:AuthnContext><saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement><saml2:AttributeStatement xmlns:saml2="${saml}"><saml2:Attribute Name="http://schemas.xmlsoap.org/claims/Group" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified"><saml2:AttributeValue ${xs} ${xsi} xsi:type="xs:string">Support</saml2:AttributeValue><saml2:AttributeValue ${xs} ${xsi} xsi:type="xs:string">Finance</saml2:AttributeValue></saml2:Attribute></saml2:AttributeStatement></saml2:Assertion></saml2p:Response>`,
};

/** AD FS: a consent, groups with their domain, the time of the sign-in before the conditions. */
const adfs: ProviderShape = {
  name: 'AD FS',
  groups: ['ACME\\Support', 'S-1-5-21-1004336348-1177238915-682003330-512'],
  xml: `<samlp:Response ID="_c8a3e8a0" ${head} Destination="${acsUrl}" Consent="urn:oasis:names:tc:SAML:2.0:consent:unspecified" InResponseTo="${requestId}" ${samlp}><Issuer xmlns="${saml}">${entityId}</Issuer><samlp:Status><samlp:StatusCode Value="${success}" /></samlp:Status><Assertion ID="_f1a9c1c6" IssueInstant="${at(0)}" Version="2.0" xmlns="${saml}"><Issuer>${entityId}</Issuer><Subject><NameID>ana@acme.example</NameID><SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><SubjectConfirmationData ${data} /></SubjectConfirmation></Subject><Conditions NotBefore="${at(0)}" NotOnOrAfter="${at(60)}"><AudienceRestriction><Audience>${spEntityId}</Audience></AudienceRestriction></Conditions><AttributeStatement><Attribute Name="${claim}/upn"><AttributeValue>ana@acme.example</AttributeValue></Attribute><Attribute Name="http://schemas.xmlsoap.org/claims/Group"><AttributeValue>ACME\\Support</AttributeValue><AttributeValue>S-1-5-21-1004336348-1177238915-682003330-512</AttributeValue></Attribute></AttributeStatement><AuthnStatement AuthnInstant="${at(-1)}" SessionIndex="_f1a9c1c6"><AuthnContext><AuthnContextClassRef>urn:federation:authentication:windows</AuthnContextClassRef></AuthnContext></AuthnStatement></Assertion></samlp:Response>`,
};

/** Google: values of any type, a declaration with standalone. */
const google: ProviderShape = {
  name: 'Google',
  groups,
  xml: `<?xml version="1.0" encoding="UTF-8" standalone="no"?><saml2p:Response Destination="${acsUrl}" ID="_f9ad5c68" InResponseTo="${requestId}" IssueInstant="${at(0)}" Version="2.0" xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol"><saml2:Issuer xmlns:saml2="${saml}">${entityId}</saml2:Issuer><saml2p:Status><saml2p:StatusCode Value="${success}"/></saml2p:Status><saml2:Assertion ID="_1a2b3c4d" IssueInstant="${at(0)}" Version="2.0" xmlns:saml2="${saml}"><saml2:Issuer>${entityId}</saml2:Issuer><saml2:Subject><saml2:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">ana@acme.example</saml2:NameID><saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml2:SubjectConfirmationData ${data}/></saml2:SubjectConfirmation></saml2:Subject><saml2:Conditions NotBefore="${at(-5)}" NotOnOrAfter="${at(5)}"><saml2:AudienceRestriction><saml2:Audience>${spEntityId}</saml2:Audience></saml2:AudienceRestriction></saml2:Conditions><saml2:AttributeStatement><saml2:Attribute Name="http://schemas.xmlsoap.org/claims/Group"><saml2:AttributeValue ${xs} ${xsi} xsi:type="xs:anyType">Support</saml2:AttributeValue><saml2:AttributeValue ${xs} ${xsi} xsi:type="xs:anyType">Finance</saml2:AttributeValue></saml2:Attribute></saml2:AttributeStatement><saml2:AuthnStatement AuthnInstant="${at(-30)}" SessionIndex="_1a2b3c4d"><saml2:AuthnContext><saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement></saml2:Assertion></saml2p:Response>`,
};

/** PingOne: line ends between elements, basic names, an end of the session. */
const ping: ProviderShape = {
  name: 'PingOne',
  groups,
  xml: `<samlp:Response ${head} ID="_ping1" InResponseTo="${requestId}" Destination="${acsUrl}" ${samlp}>
  <saml:Issuer xmlns:saml="${saml}">${entityId}</saml:Issuer>
  <samlp:Status>
    <samlp:StatusCode Value="${success}"/>
  </samlp:Status>
  <saml:Assertion ID="_ping2" IssueInstant="${at(0)}" Version="2.0" xmlns:saml="${saml}">
    <saml:Issuer>${entityId}</saml:Issuer>
    <saml:Subject>
      <saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">ana@acme.example</saml:NameID>
      <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
        <saml:SubjectConfirmationData ${data}/>
      </saml:SubjectConfirmation>
    </saml:Subject>
    <saml:Conditions NotBefore="${at(-5)}" NotOnOrAfter="${at(5)}">
      <saml:AudienceRestriction>
        <saml:Audience>${spEntityId}</saml:Audience>
      </saml:AudienceRestriction>
    </saml:Conditions>
    <saml:AuthnStatement AuthnInstant="${at(0)}" SessionIndex="_ping2" SessionNotOnOrAfter="${at(480)}">
      <saml:AuthnContext>
        <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef>
      </saml:AuthnContext>
    </saml:AuthnStatement>
    <saml:AttributeStatement ${xs} ${xsi}>
      <saml:Attribute Name="http://schemas.xmlsoap.org/claims/Group" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic">
        <saml:AttributeValue xsi:type="xs:string">Support</saml:AttributeValue>
        <saml:AttributeValue xsi:type="xs:string">Finance</saml:AttributeValue>
      </saml:Attribute>
    </saml:AttributeStatement>
  </saml:Assertion>
</samlp:Response>`,
};

/** Keycloak: both prefixes on the root, friendly names, one-time use. */
const keycloak: ProviderShape = {
  name: 'Keycloak',
  groups: ['/staff/support', '/finance'],
  xml: `<samlp:Response ${samlp} xmlns:saml="${saml}" Destination="${acsUrl}" ID="ID_55bd7886" InResponseTo="${requestId}" IssueInstant="${at(0)}" Version="2.0"><saml:Issuer>${entityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="${success}"/></samlp:Status><saml:Assertion xmlns="${saml}" ID="ID_55bd7887" IssueInstant="${at(0)}" Version="2.0"><saml:Issuer>${entityId}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">ana@acme.example</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData ${data}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${at(0)}" NotOnOrAfter="${at(1)}"><saml:AudienceRestriction><saml:Audience>${spEntityId}</saml:Audience></saml:AudienceRestriction><saml:OneTimeUse/></saml:Conditions><saml:AuthnStatement AuthnInstant="${at(0)}" SessionIndex="a1b2::c3d4" SessionNotOnOrAfter="${at(600)}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute FriendlyName="groups" Name="http://schemas.xmlsoap.org/claims/Group" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic"><saml:AttributeValue ${xs} ${xsi} xsi:type="xs:string">/staff/support</saml:AttributeValue><saml:AttributeValue ${xs} ${xsi} xsi:type="xs:string">/finance</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>`,
};

export const providerShapes: readonly ProviderShape[] = [entra, okta, adfs, google, ping, keycloak];
