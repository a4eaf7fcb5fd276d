import type { Owner } from '../../parts/managed-mark.tsx';
import { originOf, ownerOf, type SettingsItem } from '../../parts/settings/settings-item.ts';

/** One setting in force, and where it comes from. */
export interface SettingRow {
  readonly pointer: string;
  /** `password.minLength`, as it stands in a manifest. */
  readonly field: string;
  readonly value: unknown;
  readonly origin:
    | { readonly from: 'platform' }
    | { readonly from: 'template'; readonly name: string; readonly overrides: boolean }
    | { readonly from: 'manifest'; readonly owner: Owner }
    | { readonly from: 'hand' };
}

type Values = Readonly<Record<string, unknown>>;

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function leaves(values: Values, at = ''): readonly (readonly [string, unknown])[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const pointer = `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const isDeep = isValues(value) && Object.keys(value).length > 0;
    return isDeep ? leaves(value, pointer) : [[pointer, value] as const];
  });
}

function sourceOf(item: SettingsItem, pointer: string): SettingRow['origin'] {
  const origin = originOf(item, pointer);
  const owner = ownerOf(item, pointer);
  if (origin === 'platform') return { from: 'platform' };
  const [kind, ...name] = origin.split('/');
  if (kind === 'SettingsTemplate')
    return { from: 'template', name: name.join('/'), overrides: owner !== undefined };
  return owner === undefined ? { from: 'hand' } : { from: 'manifest', owner };
}

/** Every setting of a kind as it is in force, one a line. */
export function settingRows(item: SettingsItem): readonly SettingRow[] {
  return leaves(item.effective?.value ?? {}).map(([pointer, value]) => ({
    pointer,
    field: pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~'),
    value,
    origin: sourceOf(item, pointer),
  }));
}
