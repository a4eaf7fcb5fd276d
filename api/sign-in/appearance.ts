import { isObject, type JsonObject } from '../../schemas/contract/json.ts';
import { preparedMark, rows, type Tx } from '../database/transaction.ts';

/** How an account's sign-in page looks, and whether single sign-on is offered there. */
export interface Appearance {
  readonly mode: 'light' | 'dark' | null;
  /** `#0b7285`. */
  readonly primaryColor: string | null;
  readonly language: string | null;
  /** A `data:` address of an image. */
  readonly logo: string | null;
  readonly ssoSlug: string | null;
  /** `mode: required` has taken hold. */
  readonly ssoRequired: boolean;
}

/** Of every account that has nothing of its own, and of those that do not exist: nobody learns which there are. */
export const plainAppearance: Appearance = {
  mode: null,
  primaryColor: null,
  language: null,
  logo: null,
  ssoSlug: null,
  ssoRequired: false,
};

interface Row {
  readonly customization: JsonObject;
  readonly sso: JsonObject;
  readonly requiredSinceAt: string | null;
}

const statement = `${preparedMark}
  SELECT coalesce(c.value, '{}') AS customization, coalesce(s.value, '{}') AS sso, n.required_since_at AS "requiredSinceAt"
  FROM organisation o
  JOIN account a ON a.organisation_id = o.id AND a.name = $2
  LEFT JOIN effective_setting c ON c.organisation_id = o.id AND c.account_id = a.id AND c.kind = 'Customization'
  LEFT JOIN effective_setting s ON s.organisation_id = o.id AND s.account_id = a.id AND s.kind = 'SingleSignOn'
  LEFT JOIN saml_connection n ON n.organisation_id = o.id AND n.account_id = a.id
  WHERE o.name = $1 AND coalesce(a.enabled, true)`;

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function lookOf(customization: JsonObject): Pick<Appearance, 'mode' | 'primaryColor' | 'language' | 'logo'> {
  const { theme, language, logo, customLoginPage } = customization;
  if (customLoginPage !== true) return plainAppearance;
  const { mode, primaryColor } = isObject(theme) ? theme : {};
  return {
    mode: mode === 'light' || mode === 'dark' ? mode : null,
    primaryColor: textOf(primaryColor),
    language: textOf(language),
    logo: textOf(logo),
  };
}

function ssoOf({ sso, requiredSinceAt }: Row): Pick<Appearance, 'ssoSlug' | 'ssoRequired'> {
  const isOn = sso['mode'] === 'optional' || sso['mode'] === 'required';
  const slug = isOn ? textOf(sso['initiationSlug']) : null;
  return { ssoSlug: slug, ssoRequired: slug !== null && requiredSinceAt !== null };
}

/** The look of an account's sign-in page; the plain one where there is no such account. One look-up. */
export async function readAppearance(tx: Tx, organisation: string, account: string): Promise<Appearance> {
  const [found] = await rows<Row>(tx, statement, organisation, account);
  return found === undefined ? plainAppearance : { ...lookOf(found.customization), ...ssoOf(found) };
}
