import {
  Bell,
  Building2,
  FileDiff,
  Gauge,
  GitCompareArrows,
  KeyRound,
  type LucideIcon,
  Palette,
  ScrollText,
  ShieldCheck,
  Ticket,
  UserCog,
  Users,
  UsersRound,
} from 'lucide-react';

/** A page that the menu and the palette lead to. */
export interface Destination {
  readonly to:
    | '/'
    | '/seats'
    | '/users'
    | '/teams'
    | '/roles'
    | '/accounts'
    | '/security'
    | '/customization'
    | '/notifications'
    | '/changes'
    | '/drift'
    | '/audit'
    | '/keys';
  /** Its name: a text of an area, `seats:title`. */
  readonly name:
    | 'overview:title'
    | 'seats:title'
    | 'shell:nav.users'
    | 'shell:nav.teams'
    | 'shell:nav.roles'
    | 'accounts:title'
    | 'security:title'
    | 'customization:title'
    | 'notifications:title'
    | 'changes:title'
    | 'drift:title'
    | 'audit:title'
    | 'keys:title';
  readonly icon: LucideIcon;
  readonly group: 'attention' | 'people' | 'rules' | 'record';
  /** What one must hold to find anything there; left out: everybody does. */
  readonly permission?: string;
}

/** Areas whose texts name the pages. */
export const namingAreas = [
  'shell',
  'overview',
  'seats',
  'accounts',
  'security',
  'customization',
  'notifications',
  'changes',
  'drift',
  'audit',
  'keys',
] as const;

/** The pages, in the order of the menu. */
export const destinations: readonly Destination[] = [
  { to: '/', name: 'overview:title', icon: Gauge, group: 'attention' },
  { to: '/notifications', name: 'notifications:title', icon: Bell, group: 'attention' },
  { to: '/users', name: 'shell:nav.users', icon: Users, group: 'people', permission: 'users/read' },
  { to: '/teams', name: 'shell:nav.teams', icon: UsersRound, group: 'people', permission: 'teams/read' },
  { to: '/roles', name: 'shell:nav.roles', icon: UserCog, group: 'people', permission: 'roles/read' },
  { to: '/seats', name: 'seats:title', icon: Ticket, group: 'people', permission: 'seats/read' },
  { to: '/accounts', name: 'accounts:title', icon: Building2, group: 'rules', permission: 'accounts/read' },
  { to: '/security', name: 'security:title', icon: ShieldCheck, group: 'rules', permission: 'security/read' },
  {
    to: '/customization',
    name: 'customization:title',
    icon: Palette,
    group: 'rules',
    permission: 'customization/read',
  },
  { to: '/keys', name: 'keys:title', icon: KeyRound, group: 'rules', permission: 'api-keys/read' },
  { to: '/changes', name: 'changes:title', icon: FileDiff, group: 'record', permission: 'plans/read' },
  { to: '/drift', name: 'drift:title', icon: GitCompareArrows, group: 'record', permission: 'plans/read' },
  { to: '/audit', name: 'audit:title', icon: ScrollText, group: 'record', permission: 'audit/read' },
];

export const groups = ['attention', 'people', 'rules', 'record'] as const;
