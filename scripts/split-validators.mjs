/**
 * Cuts the code that ajv makes of all schemas into modules: one for each kind, and between them modules for what several
 * kinds need. So a command loads only what the kinds of its documents need.
 */
import ts from 'typescript';

/** What all kinds need, and what several need and is too small for a module of its own. */
const commonModule = 'shared/common';
/** From about this length of its text, code is cheaper to keep in a file of its own than to load where it is not needed. */
const worthModule = 3000;

/**
 * @typedef {object} Part a statement of the code, at its top level
 * @property {string} text
 * @property {Set<string>} uses names that it needs of other parts
 * @property {Set<string>} users kinds that need it
 */

function nameOf(statement) {
  if (ts.isFunctionDeclaration(statement)) return statement.name.text;
  return ts.isVariableStatement(statement) ? statement.declarationList.declarations[0].name.text : undefined;
}

function identifiersIn(node, found = new Set()) {
  if (ts.isIdentifier(node)) found.add(node.text);
  ts.forEachChild(node, (child) => void identifiersIn(child, found));
  return found;
}

/** @returns {Map<string, Part>} every declaration at the top level, by its name */
function readParts(code) {
  const file = ts.createSourceFile('validators.js', code, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const named = file.statements.map((statement) => [nameOf(statement), statement]);
  const names = new Set(named.map(([name]) => name));
  const parts = named
    .filter(([name]) => name !== undefined)
    .map(([name, statement]) => {
      const uses = [...identifiersIn(statement)].filter((other) => other !== name && names.has(other));
      return [name, { text: statement.getText(file), uses: new Set(uses), users: new Set() }];
    });
  return new Map(parts);
}

/** Notes that a kind needs a part, and all that the part needs. */
function markUser(parts, name, kind) {
  const part = parts.get(name);
  if (part.users.has(kind)) return;
  part.users.add(kind);
  for (const other of part.uses) markUser(parts, other, kind);
}

function groupBy(parts, keyOf) {
  const groups = new Map();
  for (const [name, part] of parts) groups.set(keyOf(part), [...(groups.get(keyOf(part)) ?? []), name]);
  return groups;
}

const moduleOf = ({ users }) => {
  if (users.has(commonModule)) return commonModule;
  const kinds = [...users].sort();
  return kinds.length === 1 ? kinds[0] : `shared/${kinds.join('-')}`;
};

/** Whatever the common module needs is in it too, so modules never need each other in a circle. */
function fillCommon(parts, kinds) {
  for (const [name, { users }] of parts) if (users.size === kinds) markUser(parts, name, commonModule);
  for (const [module, names] of groupBy(parts, moduleOf)) {
    const length = names.reduce((sum, name) => sum + parts.get(name).text.length, 0);
    if (!module.startsWith('shared/') || length >= worthModule) continue;
    for (const name of names) markUser(parts, name, commonModule);
  }
}

function importsOf(parts, module, names) {
  const needed = new Set(names.flatMap((name) => [...parts.get(name).uses]));
  const foreign = [...needed]
    .map((name) => [name, parts.get(name)])
    .filter(([, part]) => moduleOf(part) !== module);
  const folder = module.startsWith('shared/') ? './' : './shared/';
  return [...groupBy(foreign, moduleOf)].map(
    ([from, members]) => `import { ${members.join(', ')} } from '${from.replace('shared/', folder)}.js';`,
  );
}

/** What a module exports: a kind's, what it is for; a shared one, all that others need of it. */
function exportsOf(parts, names, entry) {
  if (entry !== undefined) return Object.entries(entry).map(([name, declared]) => `${declared} as ${name}`);
  const used = new Set([...parts.values()].flatMap(({ uses }) => [...uses]));
  return names.filter((name) => used.has(name));
}

/**
 * @param {string} code declarations only
 * @param {Map<string, Record<string, string>>} entries what each kind's module exports, with the declaration that it is
 * @returns {Map<string, string>} the text of each module, by its path without ending
 */
export function splitCode(code, entries) {
  const parts = readParts(code);
  for (const [kind, entry] of entries) {
    for (const name of Object.values(entry)) markUser(parts, name, kind);
  }
  fillCommon(parts, entries.size);
  const needed = [...parts].filter(([, { users }]) => users.size > 0);
  const modules = [...groupBy(needed, moduleOf)].map(([module, names]) => [
    module,
    [
      ...importsOf(parts, module, names),
      ...names.map((name) => parts.get(name).text),
      `export { ${exportsOf(parts, names, entries.get(module)).join(', ')} };`,
    ].join('\n'),
  ]);
  return new Map(modules);
}
