// Who may import whom: the import table of the architecture, one row a folder, for type-only imports too.
// What a row does not name is forbidden. `npm run lint` checks it; test/rules/imports.test.ts proves that it is checked.

/** Folders of src and what each may import besides itself. Everything may import domain; domain imports nothing. */
const MAY_IMPORT = {
  domain: [],
  auth: ['domain'],
  batching: ['domain'],
  config: ['domain'],
  upstream: ['domain', 'config'],
  store: ['domain', 'config'],
  loaders: ['domain', 'batching', 'providers/provider\\.ts'],
  changes: ['domain', 'batching', 'store', 'providers/(provider|outcomes)\\.ts'],
  inventory: ['domain', 'batching', 'store', 'config', 'providers/provider\\.ts'],
  insight: ['domain', 'batching', 'store', 'config', 'inventory'],
  graph: ['domain', 'loaders', 'changes', 'auth', 'inventory', 'insight'],
  telemetry: ['domain', 'config'],
  'made-history': ['domain', 'store'],
  commands: [
    'domain',
    'config',
    'store',
    'upstream',
    'insight',
    'changes/schedules/calendar\\.ts',
    'providers/(provider|registry)\\.ts',
  ],
  reload: ['domain', 'config', 'auth', 'providers/(provider|registry)\\.ts', 'upstream/upstream\\.ts'],
  // The texts that it lets run: of the console nothing else, which runs in browsers.
  server: ['domain', 'graph', 'auth', 'config', 'telemetry', 'console/generated'],
  console: [],
};

/** Folders that are pure: no package and no module of Node, but for these; a hash is as pure as a sum. */
const PACKAGES = { domain: [], batching: [], loaders: ['^node_modules/dataloader/', '^crypto$'] };

/** What `npm ci --omit=dev` leaves out, and what was never asked for. */
const MAY_BE_MISSING = ['npm-dev', 'npm-no-pkg', 'npm-unknown'];

/** What a provider may import besides itself. */
const FOR_PROVIDERS = [
  '^src/(domain|upstream|batching)/',
  '^src/providers/(provider|account|settings|outcomes|inventory)\\.ts$',
];

/** What is started, or brought along: a vendor from outside uses parts of the kit that no vendor of ours needs. */
const ENTRY_POINTS =
  '^(src/(main|audit-verify|console/main|store/database/embedded/(new-database|database)\\.worker)|emulators/(start|serve)|test/[^/]+/adapter/index)\\.ts$';

/** Where the code of the project is. */
const OURS = '^(src|emulators|test|bench|deploy)/';

/**
 * Of the project, what is at `from` imports what is at `allowed`, and nothing else.
 * @type {(name: string, from: string, allowed: string | readonly string[]) => object}
 */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: OURS, pathNot: allowed },
});

const rows = Object.entries(MAY_IMPORT).map(([folder, allowed]) =>
  only(
    `src/${folder} imports ${allowed.join(', ') || 'nothing'}`,
    `^src/${folder}/`,
    [folder, ...allowed].map((one) => `^src/${one}(/|$)`),
  ),
);

const pure = Object.entries(PACKAGES).map(([folder, allowed]) => ({
  name: `src/${folder} is pure`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { pathNot: ['^src/', ...allowed] },
}));

module.exports = {
  forbidden: [
    ...rows,
    ...pure,
    {
      name: 'a folder without a row',
      comment: 'A new folder of src needs a row in MAY_IMPORT.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: `^src/(providers|${Object.keys(MAY_IMPORT).join('|')})/` },
      to: {},
    },
    only('a provider imports domain, upstream, batching, the port and itself', '^src/providers/([^/]+)/', [
      ...FOR_PROVIDERS,
      '^src/providers/$1/',
    ]),
    // A vendor from outside may be anywhere: a folder with an adapter and an emulator.
    only('an adapter from outside imports what a provider does', '^(.+)/adapter/', [
      ...FOR_PROVIDERS,
      '^$1/adapter/',
    ]),
    only('an emulator from outside imports what an emulator does', '^(.+)/emulator/', [
      '^emulators/(core|seed)/',
      '^$1/emulator/',
    ]),
    only(
      'the port and its pieces import domain and upstream',
      '^src/providers/(provider|account|settings|outcomes|inventory)\\.ts$',
      '^src/((domain|upstream)/|providers/provider\\.ts$)',
    ),
    only('the registry imports the providers and the port', '^src/providers/registry\\.ts$', [
      '^src/(domain|upstream)/',
      '^src/providers/(provider\\.ts|[^/]+/index\\.ts)$',
    ]),
    only('outside providers are registered by the registry', '^src/providers/outside\\.ts$', [
      '^src/providers/(provider|registry)\\.ts$',
    ]),
    {
      name: 'src knows no emulator, test or bench',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(emulators|test|bench|deploy)/' },
    },
    {
      name: 'emulators share no code with src',
      severity: 'error',
      from: { path: '^emulators/', pathNot: '^emulators/start\\.ts$' },
      to: { path: '^(src|test|bench|deploy)/' },
    },
    {
      name: 'emulators/start.ts wires the app',
      severity: 'error',
      from: { path: '^emulators/start\\.ts$' },
      to: {
        path: '^(src|test|bench)/',
        pathNot: '^src/(app|config/read|made-history/play|providers/outside|telemetry/log)\\.ts$',
      },
    },
    {
      name: 'npm start alone makes up a past',
      comment:
        'It writes into the tables of the inventory what no sweep has observed: no server may reach it.',
      severity: 'error',
      from: { path: '^(src|emulators|bench|deploy)/', pathNot: '^(src/made-history/|emulators/start\\.ts$)' },
      to: { path: '^src/made-history/' },
    },
    {
      name: 'an emulator imports core, seed and itself',
      severity: 'error',
      from: { path: '^emulators/(?!(?:core|seed)/)([^/]+)/' },
      to: { path: '^emulators/', pathNot: '^emulators/(core|seed|$1)/' },
    },
    {
      name: 'what runs needs no development package',
      severity: 'error',
      from: { path: '^(src|emulators)/' },
      to: { dependencyTypes: MAY_BE_MISSING, dynamic: false },
    },
    {
      name: 'the playground alone does without what may be missing',
      severity: 'error',
      from: { path: '^(src|emulators)/', pathNot: '^src/server/pages/playground\\.ts$' },
      to: { dependencyTypes: MAY_BE_MISSING, dynamic: true },
    },
    {
      name: 'an import leads somewhere',
      severity: 'error',
      from: {},
      // It is types and nothing else, which the generated documents name.
      to: { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    },
    {
      name: 'no cycles',
      severity: 'error',
      // These two types alone hold one another: who holds, and what is held.
      from: { pathNot: '^src/domain/(assignee|assignment)\\.ts$' },
      to: { circular: true },
    },
    {
      name: 'every module is reached from an entry point',
      severity: 'error',
      from: {
        path: ENTRY_POINTS,
      },
      to: {
        path: '^(src|emulators)/',
        pathNot: ENTRY_POINTS,
        reachable: false,
      },
    },
  ],
  options: {
    // TypeScript 7 has no parser for other tools; swc has, and shows type-only imports.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js'],
    },
  },
};
