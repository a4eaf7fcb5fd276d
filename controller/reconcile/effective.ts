import type { JsonObject } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';
import type { Kind, ObjectSemantics } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import type { Layer, Provenance } from './overlay.ts';
import { overlay } from './overlay.ts';
import type { OwnSettings, Template } from './template.ts';
import { enforcedPart, templatesFor } from './template.ts';
import { canonicalValues } from './values.ts';

/** What an account ends up with in one kind. */
export interface Effective {
  readonly value: JsonObject;
  /** Where each leaf comes from, by JSON pointer: `platform`, `SettingsTemplate/x`, `SecurityPolicy/emea`. */
  readonly from: Readonly<Provenance>;
}

/** The fields of a settings kind that have an effective value: people lists (seat holders) are grants, not settings. */
function settingsSemantics(kind: Kind): ObjectSemantics {
  const { spec } = kindInfo(kind);
  const fields = Object.entries(spec.fields).filter(
    ([, field]) => !(field.type === 'list' && field.list === 'set' && field.additive),
  );
  return { ...spec, fields: Object.fromEntries(fields) };
}

function layersOf(
  kind: Kind,
  { account, own }: OwnSettings,
  reaching: readonly Template[],
  defaults: JsonObject,
): Layer[] {
  const key = kindInfo(kind).template ?? '';
  const part = (template: Template): JsonObject =>
    isObject(template.settings[key]) ? (template.settings[key] as JsonObject) : {};
  return [
    { from: 'platform', values: defaults },
    ...reaching.map((template) => ({ from: template.address, values: part(template) })),
    { from: `${kind}/${account}`, values: own[kind] ?? {} },
    ...reaching.map((template) => ({ from: template.address, values: enforcedPart(template, key) })),
  ];
}

/**
 * What an account ends up with in one settings kind: its own values over the matching templates' (higher order wins) over
 * the platform's defaults; what a template enforces comes from it. Lists replace, keyed lists merge by key.
 *
 * @param defaults the organisation's pinned defaults of this kind
 */
export function effectiveSettings(
  kind: Kind,
  settings: OwnSettings,
  templates: readonly Template[],
  defaults: JsonObject,
): Effective {
  const from: Provenance = {};
  const semantics = settingsSemantics(kind);
  let value: JsonObject = {};
  for (const layer of layersOf(kind, settings, templatesFor(templates, settings.labels), defaults)) {
    value = overlay(semantics, value, layer, from);
  }
  return { value: canonicalValues(kind, value), from };
}
