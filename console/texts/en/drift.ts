/** Texts of drift. */
export const drift = {
  title: 'Drift',
  lead: 'What is managed from git and is no longer as it was applied: what differs, who did it, and how to go on.',
  find: 'Find a resource or a person',
  set: 'Manifest set',
  count_one: '{{count}} field differs.',
  count_other: '{{count}} fields differ.',
  none: 'No drift',
  noneHint: 'Everything that is managed is as it was applied.',
  noneFound: 'Nothing fits these filters.',
  managedBy: 'set {{set}}, {{file}}:{{line}}',
  unknown: 'The audit log does not tell who did it.',
  how: {
    'by-hand': 'Changed by {{by}}, {{when}}.',
    'break-glass': 'Changed by {{by}} by break glass, {{when}}.',
    plan: 'Changed by {{by}} with another plan, {{when}}.',
    rule: 'Changed by a rule of the platform, {{when}}.',
  },
  from: 'From {{ip}}.',
  because: 'Reason: {{reason}}.',
  entry: 'Entry in the audit log',
  take: 'Take into git',
  takeLead:
    'Put this in the place of the document at {{file}}:{{line}}, commit, and the next apply keeps what is there now.',
  manifest: 'Manifest',
  putBack: 'Put back',
};
