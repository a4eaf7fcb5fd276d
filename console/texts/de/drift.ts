import type { drift as english } from '../en/drift.ts';

/** Texte der Abweichungen. */
export const drift: typeof english = {
  title: 'Abweichungen',
  lead: 'Was aus git verwaltet wird und nicht mehr so ist, wie es angewendet wurde: was abweicht, wer es war, und wie es weitergeht.',
  find: 'Ressource oder Person suchen',
  set: 'Manifestsatz',
  count_one: '{{count}} Feld weicht ab.',
  count_other: '{{count}} Felder weichen ab.',
  none: 'Keine Abweichungen',
  noneHint: 'Alles, was verwaltet wird, ist so, wie es angewendet wurde.',
  noneFound: 'Nichts passt zu diesen Filtern.',
  managedBy: 'Satz {{set}}, {{file}}:{{line}}',
  unknown: 'Das Protokoll sagt nicht, wer es war.',
  how: {
    'by-hand': 'Geändert von {{by}}, {{when}}.',
    'break-glass': 'Geändert von {{by}} als Notfalländerung, {{when}}.',
    plan: 'Geändert von {{by}} mit einem anderen Plan, {{when}}.',
    rule: 'Geändert von einer Regel der Plattform, {{when}}.',
  },
  from: 'Von {{ip}}.',
  because: 'Grund: {{reason}}.',
  entry: 'Eintrag im Protokoll',
  take: 'In git übernehmen',
  takeLead:
    'Setzen Sie dies an die Stelle des Dokuments in {{file}}:{{line}} und committen Sie es; das nächste Anwenden behält, was jetzt da ist.',
  manifest: 'Manifest',
  putBack: 'Zurücksetzen',
};
