import { describe, expect, test } from 'vitest';
import { kindSchemas } from '../../schemas/generated/schemas.ts';
import { fieldSemantics, isKind, type Kind, kindInfo, kinds, references } from '../../schemas/semantics.ts';

describe('the semantics of fields', () => {
  test('are those of the annotations', () => {
    expect(fieldSemantics('Seats').fields['holders']).toMatchObject({
      type: 'list',
      list: 'set',
      template: false,
      additive: { field: 'assignment', value: 'additive' },
      item: { type: 'scalar', reference: 'User' },
    });
    expect(fieldSemantics('Notifications').fields['webhooks']).toMatchObject({
      type: 'list',
      list: 'map',
      key: 'name',
      item: { type: 'object', fields: { url: { type: 'scalar' } } },
    });
    expect(fieldSemantics('SingleSignOn').fields['mode']).toMatchObject({
      weakens: 'order:off,optional,required',
      risk: 'high',
      default: 'off',
    });
    expect(fieldSemantics('Account').fields['main']).toMatchObject({ immutable: true, sensitive: false });
    expect(fieldSemantics('Customization').fields['logoFile']).toMatchObject({
      file: { field: 'logo', as: 'dataUri' },
    });
  });

  test('tell which roles are given, and not only named', () => {
    const given = [
      fieldSemantics('User').fields['roles'],
      fieldSemantics('Team').fields['roles'],
      fieldSemantics('ServiceAccount').fields['roles'],
      fieldSemantics('SingleSignOn').fields['defaultRoles'],
    ];
    for (const roles of given) expect(roles).toMatchObject({ item: { reference: 'Role', grant: true } });
    const subscription = fieldSemantics('Notifications').fields['subscriptions'];
    expect(JSON.stringify(subscription)).toContain('"reference":"Role"');
    expect(JSON.stringify(subscription)).not.toContain('"grant"');
    expect(JSON.stringify(fieldSemantics('ChangePolicy'))).not.toContain('"grant"');
  });

  test('tell what is changed from the main account only', () => {
    expect(fieldSemantics('Seats').fields['limit']?.mainAccountOnly).toBe(true);
    expect(fieldSemantics('Seats').fields['holders']).not.toHaveProperty('mainAccountOnly');
  });

  test('are those of the other kinds in a settings template', () => {
    expect(fieldSemantics('SettingsTemplate').fields['settings']).toMatchObject({
      fields: {
        seats: { fields: { limit: { mainAccountOnly: true } } },
        singleSignOn: { fields: { defaultRoles: { item: { grant: true } } } },
      },
    });
  });

  test('name the words that a number can be replaced with', () => {
    expect(fieldSemantics('Seats').fields['limit']).toMatchObject({ words: ['unlimited'] });
    expect(fieldSemantics('SecurityPolicy').fields['maxInactivityDays']).toMatchObject({ words: ['never'] });
    expect(fieldSemantics('SingleSignOn').fields['maxGroupRemovals']).not.toHaveProperty('words');
  });

  test('give weaker booleans as text', () => {
    const { requireTwoFactor, password } = fieldSemantics('SecurityPolicy').fields;
    expect(requireTwoFactor?.weakens).toBe('false');
    expect(password).toMatchObject({
      type: 'object',
      fields: { minLength: { weakens: 'lower', default: 12 } },
    });
  });

  test('know maps with free keys', () => {
    expect(kindInfo('Account').metadata.fields['labels']).toMatchObject({
      type: 'object',
      fields: {},
      additional: { type: 'scalar' },
    });
  });

  test('are made once', () => {
    for (const kind of kinds) expect(kindInfo(kind).spec).toBe(kindInfo(kind).spec);
    expect(kindSchemas.Team).toBe(kindSchemas.Team);
  });

  test('cannot be changed by who reads them', () => {
    expect(Object.isFrozen(kindSchemas.Team.properties)).toBe(true);
    expect(Object.isFrozen(kindInfo('Team').spec)).toBe(true);
  });
});

describe('kinds', () => {
  test('say where they belong', () => {
    expect(kindInfo('Team')).toMatchObject({
      path: 'teams',
      scope: 'account',
      one: false,
      onRemoval: 'delete',
    });
    expect(kindInfo('SecurityPolicy')).toMatchObject({
      path: 'security-policy',
      one: true,
      template: 'securityPolicy',
      onRemoval: 'keep',
    });
    expect(kindInfo('Role').scope).toBe('accountOrOrganisation');
  });

  test('are told from other words', () => {
    expect(isKind('Team')).toBe(true);
    expect(isKind('ManifestSet')).toBe(false);
    expect(isKind('toString')).toBe(false);
  });
});

describe('references', () => {
  test('are found in metadata, lists and templates', () => {
    expect(references('Team')).toEqual([
      { path: ['metadata', 'account'], kind: 'Account' },
      { path: ['metadata', 'accounts', '*'], kind: 'Account' },
      { path: ['spec', 'members', '*'], kind: 'User' },
      { path: ['spec', 'roles', '*'], kind: 'Role' },
    ]);
    expect(references('SettingsTemplate').map(({ path }) => path.join('.'))).toContain(
      'spec.settings.singleSignOn.defaultRoles.*',
    );
  });

  test('have no circle, so there is an order to create in', () => {
    const reach = (kind: Kind, seen: readonly Kind[]): void => {
      expect(seen).not.toContain(kind);
      for (const reference of references(kind)) reach(reference.kind, [...seen, kind]);
    };
    for (const kind of kinds) reach(kind, []);
  });
});
