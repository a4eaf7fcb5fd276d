import { element, escapeXml } from '../../schemas/contract/xml-text.ts';
import { names } from './names.ts';
import type { AssertionModel, AttributeModel, ResponseModel } from './response-model.ts';

/** The XML of a response (SAML 2.0 Core, 3.3.3), not signed. */
export function responseXml(model: ResponseModel): string {
  const { id, version, issueInstant, destination, inResponseTo, issuer, status } = model;
  return element(
    'samlp:Response',
    {
      'xmlns:samlp': names.protocol,
      'xmlns:saml': names.assertion,
      ID: id,
      Version: version,
      IssueInstant: issueInstant,
      Destination: destination,
      InResponseTo: inResponseTo,
    },
    issuer === undefined ? '' : element('saml:Issuer', {}, escapeXml(issuer)),
    element('samlp:Status', {}, element('samlp:StatusCode', { Value: status })),
    assertionXml(model.assertion),
  );
}

/** The XML of an assertion (SAML 2.0 Core, 2.3.3), able to stand alone. */
function assertionXml(model: AssertionModel): string {
  const { id, version, issueInstant, issuer, issuerFormat } = model;
  return element(
    'saml:Assertion',
    {
      'xmlns:saml': names.assertion,
      'xmlns:xs': names.schema,
      'xmlns:xsi': names.schemaInstance,
      ID: id,
      Version: version,
      IssueInstant: issueInstant,
    },
    element('saml:Issuer', { Format: issuerFormat }, escapeXml(issuer)),
    subjectXml(model),
    conditionsXml(model),
    authnXml(model),
    attributesXml(model.attributes),
  );
}

function subjectXml(model: AssertionModel): string {
  const data = element('saml:SubjectConfirmationData', {
    NotBefore: model.confirmationNotBefore,
    NotOnOrAfter: model.confirmationNotOnOrAfter,
    Recipient: model.recipient,
    InResponseTo: model.inResponseTo,
  });
  return element(
    'saml:Subject',
    {},
    element('saml:NameID', { Format: model.nameIdFormat }, escapeXml(model.nameId)),
    element('saml:SubjectConfirmation', { Method: model.method }, data),
  );
}

function conditionsXml({ notBefore, notOnOrAfter, audiences }: AssertionModel): string {
  const restrictions = audiences.map((list) =>
    element(
      'saml:AudienceRestriction',
      {},
      ...list.map((audience) => element('saml:Audience', {}, escapeXml(audience))),
    ),
  );
  return element('saml:Conditions', { NotBefore: notBefore, NotOnOrAfter: notOnOrAfter }, ...restrictions);
}

function authnXml({ authnInstant, sessionIndex, sessionNotOnOrAfter }: AssertionModel): string {
  if (authnInstant === undefined) return '';
  const context = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';
  return element(
    'saml:AuthnStatement',
    { AuthnInstant: authnInstant, SessionIndex: sessionIndex, SessionNotOnOrAfter: sessionNotOnOrAfter },
    element('saml:AuthnContext', {}, element('saml:AuthnContextClassRef', {}, context)),
  );
}

function attributesXml(attributes: readonly AttributeModel[]): string {
  if (attributes.length === 0) return '';
  return element('saml:AttributeStatement', {}, ...attributes.map(attributeXml));
}

function attributeXml({ name, nameFormat, values }: AttributeModel): string {
  return element(
    'saml:Attribute',
    { Name: name, NameFormat: nameFormat },
    ...values.map((value) => element('saml:AttributeValue', { 'xsi:type': 'xs:string' }, escapeXml(value))),
  );
}
