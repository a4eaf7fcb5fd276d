import { type CatalogueEntry, catalogue } from '../../audit/catalogue.ts';
import type { AuditEvent } from './event.ts';

/** What this product does itself, it tells itself: nobody else can say that a user was locked here. */
const ownItems: ReadonlySet<string> = new Set([
  '2FA',
  'Account',
  'API key',
  'Password',
  'Team',
  'URL',
  'User',
]);

/** An event in the words of the audit log. */
export interface Matched {
  readonly item: string;
  readonly action: string;
  readonly status: 'success' | 'failure';
  readonly description: string;
}

/** Why an event is none of the catalogue. */
export interface Mismatch {
  readonly code: 'event/own-item' | 'event/not-in-catalogue' | 'event/wrong-values';
  readonly summary: string;
  readonly remedy: string;
}

const brackets = / \(([^()]+)\)$/;

/** The names in a description's brackets: what an event must have values for. */
function namesIn(description: string): readonly string[] {
  return brackets.exec(description)?.[1]?.split('; ') ?? [];
}

function fits(entry: CatalogueEntry, event: AuditEvent): boolean {
  return (
    entry.item === event.item &&
    (entry.action === event.action || entry.alias === event.action) &&
    (entry.outcome === 'both' || entry.outcome === event.outcome) &&
    entry.description === event.description
  );
}

/** The catalogue's description with values in place of the names: `Payment failed (EUR)`. */
function filled(description: string, values: readonly string[]): string {
  return values.length === 0 ? description : description.replace(brackets, () => ` (${values.join('; ')})`);
}

/** Holds an event against the catalogue: item, action (or its alias), outcome and description, exactly. */
export function matchCatalogue(event: AuditEvent): Matched | Mismatch {
  if (ownItems.has(event.item)) {
    return {
      code: 'event/own-item',
      summary: `what happens to "${event.item}" is told by this server alone`,
      remedy: 'leave the event out',
    };
  }
  const entry = catalogue.find((candidate) => fits(candidate, event));
  if (entry === undefined) {
    return {
      code: 'event/not-in-catalogue',
      summary: `the catalogue has no "${event.item} / ${event.action} / ${event.outcome}: ${event.description}"`,
      remedy: 'write item, action, outcome and description as the catalogue of audit events has them',
    };
  }
  const names = namesIn(entry.description);
  const { values = [] } = event;
  if (values.length !== names.length) {
    return {
      code: 'event/wrong-values',
      summary: `"${entry.description}" needs ${names.length} values, and ${values.length} came`,
      remedy: names.length === 0 ? 'leave `values` out' : `send \`values\` for: ${names.join(', ')}`,
    };
  }
  const { item, action, description } = entry;
  return { item, action, status: event.outcome, description: filled(description, values) };
}
