import { claimNames } from '../../schemas/contract/saml-names.ts';
import { names } from './names.ts';

/** An attribute of an assertion. */
export interface AttributeModel {
  readonly name: string;
  readonly nameFormat?: string;
  readonly values: readonly string[];
}

/** Everything that an assertion says. What is undefined is left out. */
export interface AssertionModel {
  readonly id: string;
  readonly version: string;
  readonly issueInstant: string;
  readonly issuer: string;
  readonly issuerFormat: string | undefined;
  readonly nameId: string;
  readonly nameIdFormat: string;
  readonly method: string;
  readonly recipient: string | undefined;
  readonly inResponseTo: string | undefined;
  readonly confirmationNotBefore: string | undefined;
  readonly confirmationNotOnOrAfter: string | undefined;
  readonly notBefore: string | undefined;
  readonly notOnOrAfter: string | undefined;
  /** One list for each AudienceRestriction. */
  readonly audiences: readonly (readonly string[])[];
  readonly authnInstant: string | undefined;
  readonly sessionIndex: string | undefined;
  readonly sessionNotOnOrAfter: string | undefined;
  readonly attributes: readonly AttributeModel[];
}

/** Everything that a response says, as data: a fault is a change of it. */
export interface ResponseModel {
  readonly id: string;
  readonly version: string;
  readonly issueInstant: string;
  readonly destination: string | undefined;
  readonly inResponseTo: string | undefined;
  readonly issuer: string | undefined;
  readonly status: string;
  readonly assertion: AssertionModel;
}

/** Who signs in at the identity provider. */
export interface Person {
  readonly nameId: string;
  readonly email?: string;
  readonly givenName?: string;
  readonly surname?: string;
  /** undefined: the claim is left out; empty: it is there without values. */
  readonly groups?: readonly string[];
}

/** To whom the response goes, and which request it answers. */
export interface Addressee {
  readonly acsUrl: string;
  readonly spEntityId: string;
  readonly requestId: string;
}

export interface Issuing {
  readonly entityId: string;
  readonly now: Date;
  /** A new unique value each time. */
  readonly newId: () => string;
}

const minutes = (now: Date, count: number): string => new Date(now.getTime() + count * 60_000).toISOString();

/** The attributes that tell of a person. */
function attributesOf({ email, givenName, surname, groups }: Person): AttributeModel[] {
  const single = [
    [claimNames.email, email],
    [claimNames.givenName, givenName],
    [claimNames.surname, surname],
  ] as const;
  const told = single.flatMap(([name, value]) => (value === undefined ? [] : [{ name, values: [value] }]));
  return groups === undefined ? told : [...told, { name: claimNames.groups, values: groups }];
}

/** A faultless response for a person. */
export function responseFor(person: Person, to: Addressee, { entityId, now, newId }: Issuing): ResponseModel {
  const common = {
    version: '2.0',
    issueInstant: now.toISOString(),
    inResponseTo: to.requestId,
    issuer: entityId,
  };
  return {
    ...common,
    id: `_r${newId()}`,
    destination: to.acsUrl,
    status: names.success,
    assertion: {
      ...common,
      id: `_a${newId()}`,
      issuerFormat: undefined,
      nameId: person.nameId,
      nameIdFormat: names.email,
      method: names.bearer,
      recipient: to.acsUrl,
      confirmationNotBefore: undefined,
      confirmationNotOnOrAfter: minutes(now, 5),
      notBefore: minutes(now, -5),
      notOnOrAfter: minutes(now, 5),
      audiences: [[to.spEntityId]],
      authnInstant: now.toISOString(),
      sessionIndex: `_s${newId()}`,
      sessionNotOnOrAfter: undefined,
      attributes: attributesOf(person),
    },
  };
}
