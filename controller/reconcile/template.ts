import type { Selector } from '../../schemas/contract/declaration.ts';
import type { Json, JsonObject } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo, kinds } from '../../schemas/semantics.ts';
import type { Values } from './change.ts';
import { matches } from './select.ts';

/** A SettingsTemplate, in the form that effective values are made from. */
export interface Template {
  readonly address: string;
  readonly order: number;
  readonly selector: Selector;
  /** `securityPolicy.requireTwoFactor` */
  readonly enforced: readonly string[];
  /** By template key (`securityPolicy`). */
  readonly settings: JsonObject;
}

/** Own values of an account's settings kinds, and where they were declared. */
export interface OwnSettings {
  readonly account: string;
  readonly labels: Readonly<Record<string, string>>;
  /** By kind; absent: nothing of its own. */
  readonly own: Readonly<Record<string, Values>>;
}

/** Kinds whose values templates can set; their schemas say under which key. */
export function settingsKinds(): readonly Kind[] {
  return kinds.filter((kind) => kindInfo(kind).template !== undefined);
}

/** Reads a template's values into the form above. */
export function toTemplate(address: string, values: Values): Template {
  return {
    address,
    order: typeof values['order'] === 'number' ? values['order'] : 0,
    selector: (values['selector'] ?? {}) as Selector,
    enforced: (values['enforced'] ?? []) as string[],
    settings: isObject(values['settings']) ? values['settings'] : {},
  };
}

/** Templates that reach the account, lowest order first; the name decides between equals that set different fields. */
export function templatesFor(
  templates: readonly Template[],
  labels: Readonly<Record<string, string>>,
): readonly Template[] {
  return templates
    .filter(({ selector }) => matches(selector, labels))
    .sort((a, b) => a.order - b.order || (a.address < b.address ? -1 : 1));
}

/** The part of a template's settings that an account cannot override: one value per enforced path. */
export function enforcedPart(template: Template, key: string): JsonObject {
  const part: JsonObject = {};
  for (const path of template.enforced) {
    const [head, ...steps] = path.split('.');
    if (head !== key) continue;
    copyPath(template.settings[key], part, steps);
  }
  return part;
}

function copyPath(source: Json | undefined, target: JsonObject, [step, ...rest]: readonly string[]): void {
  if (step === undefined || !isObject(source)) return;
  const value = source[step];
  if (value === undefined) return;
  if (rest.length === 0) {
    target[step] = value;
    return;
  }
  const inner = isObject(target[step]) ? (target[step] as JsonObject) : {};
  target[step] = inner;
  copyPath(value, inner, rest);
}
