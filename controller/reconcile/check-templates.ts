import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { Json } from '../../schemas/contract/json.ts';
import { canonicalJson, isObject } from '../../schemas/contract/json.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import type { OwnSettings, Template } from './template.ts';
import { settingsKinds, templatesFor } from './template.ts';

function valueAt(value: Json | undefined, steps: readonly string[]): Json | undefined {
  return steps.reduce<Json | undefined>((inner, step) => (isObject(inner) ? inner[step] : undefined), value);
}

function settingLeaves(value: Json | undefined, path: string): readonly string[] {
  if (!isObject(value) || Object.keys(value).length === 0) return value === undefined ? [] : [path];
  return Object.entries(value).flatMap(([key, member]) =>
    settingLeaves(member, path === '' ? key : `${path}.${key}`),
  );
}

/** Two templates of equal order that set the same field of an account leave its value to chance: refused. */
export function checkTemplates(settings: OwnSettings, templates: readonly Template[]): readonly Diagnostic[] {
  const reaching = templatesFor(templates, settings.labels);
  const setters = new Map<string, Template>();
  const found: Diagnostic[] = [];
  for (const template of reaching) {
    for (const path of settingLeaves(template.settings, '')) {
      const key = `${template.order} ${path}`;
      const first = setters.get(key);
      if (first) found.push(ambiguous(settings.account, path, first, template));
      else setters.set(key, template);
    }
    found.push(...overridden(settings, template));
  }
  return found;
}

function ambiguous(account: string, path: string, first: Template, second: Template): Diagnostic {
  return {
    severity: 'error',
    code: 'template/equal-order',
    summary: `${first.address} and ${second.address} both have order ${first.order} and both set ${path} of account ${account}`,
    remedy: 'give one of them a higher order: the higher one wins',
    address: second.address,
  };
}

function overridden(settings: OwnSettings, template: Template): readonly Diagnostic[] {
  return template.enforced.flatMap((path) => {
    const [key = '', ...steps] = path.split('.');
    const kind = settingsKinds().find((candidate) => kindInfo(candidate).template === key);
    const enforced = valueAt(template.settings, [key, ...steps]);
    const own = kind ? valueAt(settings.own[kind], steps) : undefined;
    if (kind === undefined || enforced === undefined || own === undefined) return [];
    if (canonicalJson(own) === canonicalJson(enforced)) return [];
    return [
      {
        severity: 'error' as const,
        code: 'template/enforced',
        summary: `${template.address} enforces ${path} = ${JSON.stringify(enforced)}; ${kind}/${settings.account} says ${JSON.stringify(own)}`,
        remedy: 'remove the own value, or change the template',
        address: `${kind}/${settings.account}`,
      },
    ];
  });
}
