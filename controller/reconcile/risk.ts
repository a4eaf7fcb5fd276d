import { formatAddress } from '../../schemas/contract/address.ts';
import type { EffectiveChange, Impact, Risk, RiskLevel } from '../../schemas/contract/plan.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo, providerOf } from '../../schemas/semantics.ts';
import type { Change } from './change.ts';
import { semanticsAt, sidesOf } from './pointer.ts';
import { valuesSemantics } from './values.ts';
import { weakens } from './weakens.ts';

type Reason = Risk['reasons'][number];
const levels: readonly RiskLevel[] = ['none', 'low', 'medium', 'high'];

/** Whether `a` is at least as risky as `b`. */
export function atLeast(a: RiskLevel, b: RiskLevel): boolean {
  return levels.indexOf(a) >= levels.indexOf(b);
}

/** The riskier one. */
function higher(a: RiskLevel, b: RiskLevel): RiskLevel {
  return atLeast(a, b) ? a : b;
}

function fieldReasons(change: Change): readonly Reason[] {
  if (change.action === 'create' || change.action === 'delete') return [];
  const semantics = valuesSemantics(change.kind as Kind);
  return change.fields.flatMap((field): Reason[] => {
    const level = semanticsAt(semantics, field.path)?.risk;
    return level ? [{ level, address: change.address, detail: `changes ${field.path.slice(1)}` }] : [];
  });
}

function actionReasons(change: Change): readonly Reason[] {
  const { action, address, kind } = change;
  const info = kindInfo(kind as Kind);
  // Taken over or let go as it is: nothing happens to anything.
  if ((action === 'adopt' || action === 'release') && change.fields.length === 0) return [];
  const own: Reason[] = [{ level: 'low', address, detail: `${action} ${address}` }];
  if (action === 'delete' || action === 'disable')
    own.push({ level: info.risk ?? 'medium', address, detail: `${action} of ${address}` });
  return own;
}

/** Fields of kinds that no template reaches: what their own value loosens, it loosens. */
export function weakeningChanges(changes: readonly Change[]): readonly Reason[] {
  return changes.flatMap((change) => {
    const { template, provides } = kindInfo(change.kind as Kind);
    if (template !== undefined || change.action === 'create') return [];
    const semantics = valuesSemantics(change.kind as Kind);
    return change.fields.flatMap((field): Reason[] => {
      // What a template sets counts where it lands, in the accounts' effective settings.
      if (provides === 'templates' && field.path.startsWith('/settings/')) return [];
      const { before, after } = sidesOf(semantics, field, change.before, change.after);
      if (!weakens(semanticsAt(semantics, field.path), before, after)) return [];
      return [{ level: 'high', address: change.address, detail: `weakens ${field.path.slice(1)}` }];
    });
  });
}

/** Settings: what counts is what the account ends up with, whatever caused it (a deleted line, a lost template ...). */
export function weakeningEffects(
  effects: readonly EffectiveChange[],
  changes: readonly Change[],
): readonly Reason[] {
  // A new account had no security that could be loosened.
  const made = new Set(changes.filter(({ action }) => action === 'create').map(({ address }) => address));
  const accounts = providerOf('accounts');
  return effects.flatMap(({ account, kind, path, before, after }): Reason[] => {
    if (made.has(formatAddress({ kind: accounts, account: null, name: account }))) return [];
    if (!weakens(semanticsAt(valuesSemantics(kind as Kind), path), before, after)) return [];
    return [{ level: 'high', address: `${kind}/${account}`, detail: `weakens ${path.slice(1)}` }];
  });
}

const impactRisk: Partial<Record<Impact['code'], RiskLevel>> = {
  'locked-out': 'high',
  'must-use-sso': 'high',
  removed: 'medium',
  disabled: 'medium',
  'signed-out': 'medium',
  'loses-seat': 'medium',
  'loses-permission': 'low',
  'gains-permission': 'medium',
  'must-enrol-second-factor': 'medium',
  'must-change-password': 'medium',
  'will-be-disabled': 'medium',
};

function impactReasons(impact: readonly Impact[]): readonly Reason[] {
  return impact.flatMap(({ code, causes, people, account, detail }): Reason[] => {
    const level = impactRisk[code];
    if (!level) return [];
    const whom = people.length > 0 ? `${people.length} of ${account}: ${detail}` : `${account}: ${detail}`;
    return [{ level, address: causes[0] ?? account, detail: whom }];
  });
}

/**
 * How careful one should be with a plan, and why: fields that the schemas call risky, removals, whatever loosens
 * security, and what happens to people. The level is the highest of the reasons'; reasons of that level come first.
 */
export function assessRisk(
  changes: readonly Change[],
  effects: readonly EffectiveChange[],
  impact: readonly Impact[],
): Risk {
  const reasons = [
    ...weakeningChanges(changes),
    ...weakeningEffects(effects, changes),
    ...impactReasons(impact),
    ...changes.flatMap(fieldReasons),
    ...changes.flatMap(actionReasons),
  ];
  const level = reasons.reduce<RiskLevel>((most, reason) => higher(most, reason.level), 'none');
  const rank = (reason: Reason) => levels.indexOf(reason.level);
  // Low reasons of a riskier plan are its ordinary changes: the changes themselves list them.
  const told = reasons.filter((reason) => level === 'low' || reason.level !== 'low');
  return { level, reasons: level === 'low' ? [] : told.sort((a, b) => rank(b) - rank(a)) };
}
