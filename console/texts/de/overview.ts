import type { overview as english } from '../en/overview.ts';

/** Texte des Bereichs „overview“. */
export const overview: typeof english = {
  title: 'Übersicht',
  lead: 'Was jemand ansehen sollte, und was zuletzt geschah.',
  attention: 'Zu beachten',
  allWell: 'Alles in Ordnung: Es gibt nichts zu tun.',
  findings: {
    plans_one: '{{n}} Plan wartet auf Zustimmung',
    plans_other: '{{n}} Pläne warten auf Zustimmung',
    applies_one: '{{n}} Anwendung ist in den letzten 7 Tagen gescheitert',
    applies_other: '{{n}} Anwendungen sind in den letzten 7 Tagen gescheitert',
    signIns_one: '{{n}} ungewöhnliche Anmeldung in den letzten 7 Tagen',
    signIns_other: '{{n}} ungewöhnliche Anmeldungen in den letzten 7 Tagen',
    failures_one: 'Ungewöhnlich viele gescheiterte Anmeldungen, {{n}}-mal in den letzten 7 Tagen',
    failures_other: 'Ungewöhnlich viele gescheiterte Anmeldungen, {{n}}-mal in den letzten 7 Tagen',
    handChanges_one: 'Ungewöhnlich viele Änderungen von Hand, {{n}}-mal in den letzten 7 Tagen',
    handChanges_other: 'Ungewöhnlich viele Änderungen von Hand, {{n}}-mal in den letzten 7 Tagen',
    seats_one: '{{name}} nutzt {{n}} % der Plätze',
    seats_other: '{{name}} nutzt {{n}} % der Plätze',
    inactive_one: '{{n}} inaktive Person hält einen Platz',
    inactive_other: '{{n}} inaktive Personen halten einen Platz',
    locked_one: '{{n}} Person ist gesperrt',
    locked_other: '{{n}} Personen sind gesperrt',
    invited_one: '{{n}} Einladung ist offen',
    invited_other: '{{n}} Einladungen sind offen',
  },
  lastApplies: 'Zuletzt angewendet',
  lastEntries: 'Zuletzt im Protokoll',
};
