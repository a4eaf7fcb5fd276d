/**
 * The dependency rule of the design: which room may import which. `import type` counts like any other import.
 * `test/architecture/dependency-rule.test.ts` plants forbidden imports and holds that they are found.
 */

/** Our own rooms; everything else is a library. */
const ROOMS = '^(schemas|controller|api|prisma|console|scripts|bench|test|examples|docs)/';

/** A room and the rooms that it may import beside itself. */
const room = (name, from, ...allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: ROOMS, pathNot: [from, ...allowed] },
});

const schemas = '^schemas/';
const reconcile = '^controller/reconcile/';
const manifest = '^controller/manifest/';
const request = '^api/request/';
const database = '^api/database/';
const audit = '^api/audit/';
const identity = '^api/identity/';
const kinds = '^api/kinds/';
const commit = '^api/commit/';
const notifications = '^api/notifications/';
const seats = '^api/seats/';
const signIn = '^api/sign-in/';

export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '\\.config\\.',
          '^test/',
          '^bench/',
          '^scripts/',
          '^examples/',
          '^docs/',
          '^console/public/',
          'generated/',
        ],
      },
      to: {},
    },
    room('schemas-import-nothing', schemas),
    room('manifest', manifest, schemas),
    room('reconcile', reconcile, schemas),
    room('render', '^controller/render/', schemas, '^controller/reconcile/', manifest),
    room('client', '^controller/client/', schemas),
    room('idp', '^controller/idp/', schemas, manifest),
    {
      ...room(
        'commands',
        '^controller/commands/(?!server\\.ts$)',
        schemas,
        manifest,
        reconcile,
        '^controller/(commands|render|client|idp)/',
      ),
    },
    room(
      'server-command',
      '^controller/commands/server\\.ts$',
      '^controller/commands/',
      '^api/main\\.ts$',
      schemas,
    ),
    room('cli', '^controller/cli\\.ts$', '^controller/', schemas),
    room('request', request, schemas, database),
    room('database', database, schemas),
    room('audit', audit, database, request, schemas),
    room('identity', identity, database, audit, request, schemas),
    room('kinds', kinds, database, reconcile, request, schemas),
    room('notifications', notifications, database, audit, identity, request, schemas),
    room('commit', commit, kinds, audit, identity, notifications, database, reconcile, request, schemas),
    room('seats', seats, commit, kinds, audit, notifications, database, request, reconcile, schemas),
    room(
      'sign-in',
      signIn,
      commit,
      kinds,
      audit,
      identity,
      notifications,
      database,
      request,
      reconcile,
      schemas,
    ),
    room(
      'jobs',
      '^api/jobs/',
      signIn,
      seats,
      commit,
      kinds,
      audit,
      identity,
      notifications,
      database,
      request,
      schemas,
    ),
    room(
      'organisations',
      '^api/organisations/',
      kinds,
      audit,
      identity,
      database,
      reconcile,
      commit,
      request,
      schemas,
    ),
    room('routes', '^api/routes/', '^api/', reconcile, schemas),
    room('server', '^api/(server|main|assemble|apart/\\w+)\\.ts$', '^api/', schemas),
    room('console', '^console/', schemas),
    {
      name: 'driver-stays-in-database',
      comment: 'code receives a Tx; only api/database knows how one is made',
      severity: 'error',
      from: { path: '^(api|controller)/', pathNot: [database] },
      to: {
        path: '(^|node_modules/)(@electric-sql/|pg/)',
      },
    },
    {
      name: 'no-kind-named',
      comment: 'controller and commit know no kind: a new one is one schema and one folder',
      severity: 'error',
      from: { path: '^(controller|api/commit)/' },
      to: { path: '^api/kinds/[^/]+/', pathNot: '^api/kinds/(generated|people|reading)/' },
    },
    {
      name: 'no-dev-dependency-in-product',
      severity: 'error',
      from: { path: '^(schemas|controller|api)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
