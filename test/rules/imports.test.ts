// The import table is enforced: the checker of `npm run lint`, with its own configuration, finds each forbidden import.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ROOT, runChecker, writeFixture, type Checked, type Fixture } from './project.ts';

const Report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** File, what stands in it, what it must not import, and the rule that says so. */
const FORBIDDEN: readonly (readonly [file: string, text: string, to: string, rule: string])[] = [
  [
    'src/domain/one.ts',
    "import { x } from '../batching/pure.ts';",
    'src/batching/pure.ts',
    'src/domain imports nothing',
  ],
  ['src/domain/two.ts', "import { randomUUID } from 'node:crypto';", 'crypto', 'src/domain is pure'],
  [
    'src/batching/one.ts',
    "import type { X } from '../upstream/wire.ts';",
    'src/upstream/wire.ts',
    'src/batching imports domain',
  ],
  [
    'src/graph/one.ts',
    "import { read } from '../upstream/wire.ts';",
    'src/upstream/wire.ts',
    'src/graph imports domain, loaders, changes, auth, inventory, insight',
  ],
  [
    'src/graph/resolvers/two.ts',
    "export type { X } from '../../providers/yext/client.ts';",
    'src/providers/yext/client.ts',
    'src/graph imports domain, loaders, changes, auth, inventory, insight',
  ],
  [
    'src/loaders/one.ts',
    "import { yext } from '../providers/yext/client.ts';",
    'src/providers/yext/client.ts',
    'src/loaders imports domain, batching, providers/provider\\.ts',
  ],
  [
    'src/changes/one.ts',
    "import type { Loaders } from '../loaders/fine.ts';",
    'src/loaders/fine.ts',
    'src/changes imports domain, batching, store, providers/(provider|outcomes)\\.ts',
  ],
  [
    'src/store/one.ts',
    "import { x } from '../changes/fine.ts';",
    'src/changes/fine.ts',
    'src/store imports domain, config',
  ],
  [
    'src/server/one.ts',
    "const late = await import('../loaders/fine.ts');",
    'src/loaders/fine.ts',
    'src/server imports domain, graph, auth, config, telemetry, console/generated',
  ],
  [
    'src/providers/webex/one.ts',
    "import { yext } from '../yext/client.ts';",
    'src/providers/yext/client.ts',
    'a provider imports domain, upstream, batching, the port and itself',
  ],
  [
    'src/providers/webex/two.ts',
    "import { x } from '../../loaders/fine.ts';",
    'src/loaders/fine.ts',
    'a provider imports domain, upstream, batching, the port and itself',
  ],
  [
    'src/providers/provider.ts',
    "import type { X } from '../batching/pure.ts';",
    'src/batching/pure.ts',
    'the port and its pieces import domain and upstream',
  ],
  [
    'src/providers/outcomes.ts',
    "import { x } from '../batching/pure.ts';",
    'src/batching/pure.ts',
    'the port and its pieces import domain and upstream',
  ],
  [
    'src/providers/registry.ts',
    "import { yext } from './yext/client.ts';",
    'src/providers/yext/client.ts',
    'the registry imports the providers and the port',
  ],
  [
    'src/providers/outside.ts',
    "import { yext } from './yext/client.ts';",
    'src/providers/yext/client.ts',
    'outside providers are registered by the registry',
  ],
  [
    'src/app.ts',
    "import type { Emulator } from '../emulators/core/emulator.ts';",
    'emulators/core/emulator.ts',
    'src knows no emulator, test or bench',
  ],
  [
    'emulators/yext/one.ts',
    "import type { X } from '../../src/providers/yext/client.ts';",
    'src/providers/yext/client.ts',
    'emulators share no code with src',
  ],
  [
    'emulators/start.ts',
    "import { x } from '../src/domain/fine.ts';",
    'src/domain/fine.ts',
    'emulators/start.ts wires the app',
  ],
  [
    'emulators/webex/one.ts',
    "import { x } from '../yext/two.ts';",
    'emulators/yext/two.ts',
    'an emulator imports core, seed and itself',
  ],
  [
    'test/somewhere/adapter/one.ts',
    "import { x } from '../../../src/loaders/fine.ts';",
    'src/loaders/fine.ts',
    'an adapter from outside imports what a provider does',
  ],
  [
    'test/somewhere/adapter/two.ts',
    "import type { X } from '../emulator/fine.ts';",
    'test/somewhere/emulator/fine.ts',
    'an adapter from outside imports what a provider does',
  ],
  [
    'test/somewhere/emulator/one.ts',
    "import { x } from '../../../src/domain/fine.ts';",
    'src/domain/fine.ts',
    'an emulator from outside imports what an emulator does',
  ],
  [
    'test/somewhere/emulator/two.ts',
    "import { x } from '../../../emulators/yext/two.ts';",
    'emulators/yext/two.ts',
    'an emulator from outside imports what an emulator does',
  ],
  [
    'src/run.ts',
    "import { x } from './made-history/fine.ts';",
    'src/made-history/fine.ts',
    'npm start alone makes up a past',
  ],
  [
    'src/fresh/one.ts',
    "import { x } from '../domain/fine.ts';",
    'src/domain/fine.ts',
    'a folder without a row',
  ],
  [
    'src/main.ts',
    "import { expect } from 'only-for-tests';",
    'node_modules/only-for-tests/index.js',
    'what runs needs no development package',
  ],
  [
    'src/server/pages/playground.ts',
    "import { expect } from 'only-for-tests';",
    'node_modules/only-for-tests/index.js',
    'what runs needs no development package',
  ],
  [
    'src/server/two.ts',
    "const late = await import('only-for-tests');",
    'node_modules/only-for-tests/index.js',
    'the playground alone does without what may be missing',
  ],
  ['src/upstream/one.ts', "import { x } from './gone.ts';", './gone.ts', 'an import leads somewhere'],
  ['src/auth/left.ts', "import type { Right } from './right.ts';", 'src/auth/right.ts', 'no cycles'],
];

const ALLOWED: Readonly<Record<string, string>> = {
  'package.json': '{ "type": "module", "devDependencies": { "only-for-tests": "1.0.0" } }',
  'node_modules/only-for-tests/package.json': '{ "name": "only-for-tests", "main": "index.js" }',
  'node_modules/only-for-tests/index.js': '',
  'src/domain/fine.ts': "import type { X } from './other.ts';",
  'src/domain/other.ts': '',
  'src/batching/pure.ts': "import { x } from '../domain/fine.ts';",
  'src/upstream/wire.ts': "import { x } from '../config/fine.ts'; import { request } from 'node:http';",
  'src/config/fine.ts': "import { x } from '../domain/fine.ts';",
  'src/loaders/fine.ts':
    "import type { Port } from '../providers/provider.ts'; import { x } from '../batching/pure.ts';",
  'src/store/fine.ts': "import { x } from '../config/fine.ts';",
  'src/made-history/fine.ts': "import { x } from '../store/fine.ts'; import { y } from '../domain/fine.ts';",
  'src/changes/fine.ts':
    "import { x } from '../store/fine.ts'; import type { P } from '../providers/provider.ts'; import { y } from '../providers/outcomes.ts';",
  'src/graph/fine.ts':
    "import { x } from '../loaders/fine.ts'; import { y } from '../changes/fine.ts'; import { z } from '../auth/fine.ts';",
  'src/auth/fine.ts': '',
  'src/auth/right.ts': "import type { Left } from './left.ts';",
  'src/server/fine.ts': "import { x } from '../graph/fine.ts'; import { y } from '../config/fine.ts';",
  'src/providers/yext/client.ts':
    "import { x } from '../../upstream/wire.ts'; import { y } from '../outcomes.ts';",
  'emulators/core/emulator.ts': '',
  'emulators/yext/two.ts': "import { x } from '../core/emulator.ts';",
  'test/somewhere/adapter/fine.ts':
    "import { x } from '../../../src/upstream/wire.ts'; import type { P } from '../../../src/providers/provider.ts';",
  'test/somewhere/emulator/fine.ts': "import { x } from '../../../emulators/core/emulator.ts';",
  'test/fine.ts': "import { x } from '../src/app.ts'; import { y } from '../emulators/core/emulator.ts';",
};

/** Runs the checker as `npm run lint` does; the form of its answer changes nothing in what it finds. */
function check(folder: string, form: 'err' | 'json'): Checked {
  const config = `${ROOT}.dependency-cruiser.cjs`;
  return runChecker(
    'depcruise',
    ['--config', config, '--output-type', form, 'src', 'emulators', 'test'],
    folder,
  );
}

describe('the import table', () => {
  let fixture: Fixture;
  let found: readonly string[];
  beforeAll(() => {
    const files = Object.fromEntries(FORBIDDEN.map(([file, text]) => [file, text]));
    fixture = writeFixture({ ...ALLOWED, ...files });
    found = Report.parse(JSON.parse(check(fixture.folder, 'json').output)).summary.violations.map(
      ({ from, to, rule }) => `${from} > ${to}: ${rule.name}`,
    );
  });
  afterAll(() => fixture.remove());

  it.each(FORBIDDEN)('finds %s with %s', (file, _text, to, rule) => {
    expect(found).toContain(`${file} > ${to}: ${rule}`);
  });

  it('finds modules no entry point reaches', () => {
    const rule = 'every module is reached from an entry point';
    expect(found).toContain(`src/server/fine.ts > src/server/fine.ts: ${rule}`);
  });

  it('fails the command', () => {
    expect(check(fixture.folder, 'err').status).toBe(found.length);
  });

  it('finds nothing else', () => {
    const expected = FORBIDDEN.map(([file, , to, rule]) => `${file} > ${to}: ${rule}`);
    expect(found.filter((one) => !one.includes('entry point')).sort()).toEqual(expected.sort());
  });
});
