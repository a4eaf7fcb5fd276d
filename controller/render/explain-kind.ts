import { stringify } from 'yaml';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { KindFacts } from '../../schemas/kind-facts.ts';
import { type ExplainStyle, explainFields } from './explain-fields.ts';
import { createPalette } from './palette.ts';
import { wrapText } from './wrap.ts';

function scopeText({ scope, one }: KindFacts): string {
  if (scope === 'organisation') return one ? 'one for the organisation' : 'of the organisation';
  if (scope === 'account') return one ? 'one per account' : 'any number per account';
  return 'of an account, or of every account of the organisation';
}

/** A kind: meaning, where it stands, what removing it does, its fields, and an example to copy. */
export function renderKindExplanation(info: KindFacts, schema: JsonSchema, style: ExplainStyle): string {
  const { bold } = createPalette(style.colour);
  const fact = (label: string, value: string): string => `  ${bold(label.padEnd(11))}${value}`;
  const lines = [
    bold(info.kind),
    '',
    ...wrapText(schema.description ?? '', style.width, '  '),
    '',
    fact('Scope', scopeText(info)),
    ...(info.risk === undefined ? [] : [fact('Risk', info.risk)]),
    fact('On removal', info.onRemoval),
    fact('Permission', `${info.permission}/read, ${info.permission}/manage`),
    ...(info.template === undefined ? [] : [fact('Templates', `settings.${info.template}`)]),
    '',
    bold('Metadata'),
    ...explainFields(schema.properties?.['metadata'] ?? {}, style),
    '',
    bold('Spec'),
    ...explainFields(schema.properties?.['spec'] ?? {}, style),
    '',
    bold('Example'),
    ...stringify(schema.examples?.[0] ?? {}, { lineWidth: 0 })
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** All kinds with their first sentence. */
export function renderKindList(
  infos: readonly KindFacts[],
  schemas: Readonly<Record<string, JsonSchema>>,
  style: ExplainStyle,
): string {
  const { bold } = createPalette(style.colour);
  const width = Math.max(...infos.map(({ kind }) => kind.length));
  const lines = infos.flatMap(({ kind }) =>
    wrapText(schemas[kind]?.description ?? '', style.width, `  ${bold(kind.padEnd(width))}  `),
  );
  return `${[bold('Kinds'), ...lines, '', '`bylaw explain KIND` or `bylaw explain KIND.field` tells more.'].join('\n')}\n`;
}
