// Lays out the files of a stage of the Dockerfile in a folder, as an engine would over an empty base image.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { readDockerfile, type Settings, type Stage } from './dockerfile.ts';

/** What to lay out, and how. */
export interface Plan {
  /** The folder of the project, with the Dockerfile. */
  readonly project: string;
  /** The name of a stage; the last one when absent. */
  readonly target?: string | undefined;
  /** Takes the packages from this project's node_modules instead of running npm, which needs a registry. */
  readonly installed?: boolean;
  /** The environment of commands. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const LOCKFILE = 'package-lock.json';

interface Context extends Plan {
  readonly stages: readonly Stage[];
  readonly allowed: ReadonlySet<string>;
}

/** Puts the files of the stage into `folder`, which must be empty or absent; how to start them. */
export function layOut(plan: Plan, folder: string): Settings {
  const read = (name: string): string => readFileSync(join(plan.project, name), 'utf8');
  const stages = readDockerfile(read('Dockerfile'));
  const context = { ...plan, stages, allowed: readIgnore(read('.dockerignore')) };
  const stage = plan.target === undefined ? stages.at(-1) : stageOf(context, plan.target);
  if (stage === undefined) throw new Error(`the Dockerfile has no stage ${plan.target ?? ''}`);
  mkdirSync(folder, { recursive: true });
  build(context, stage, folder);
  return stage.settings;
}

/** The names that a .dockerignore lets in: it begins with `*`, and every other line names one. */
function readIgnore(text: string): ReadonlySet<string> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [all, ...names] = lines;
  if (all !== '*' || names.some((line) => !/^![\w.-]+$/.test(line))) {
    throw new Error('.dockerignore must leave out all and then let names in');
  }
  return new Set(names.map((line) => line.slice(1)));
}

function stageOf({ stages }: Context, name: string): Stage | undefined {
  return stages.find((stage) => stage.name === name);
}

/** Stages are built in the order they are needed, each as often as it is: there are few. */
function build(context: Context, stage: Stage, folder: string): void {
  const before = stageOf(context, stage.base);
  if (before !== undefined) build(context, before, folder);
  const workdir = join(folder, stage.settings.workdir);
  mkdirSync(workdir, { recursive: true });
  for (const step of stage.steps) {
    if (step.kind === 'run') runIn(context, workdir, step.command);
    else if (step.from === null) copy(step, workdir, (source) => fromProject(context, source));
    else copyFromStage(context, { ...step, from: step.from }, workdir);
  }
}

function fromProject({ project, allowed }: Context, source: string): string {
  if (!allowed.has(source)) throw new Error(`.dockerignore leaves out ${source}`);
  return join(project, source);
}

function copyFromStage(
  context: Context,
  step: { readonly from: string; readonly sources: readonly string[]; readonly target: string },
  workdir: string,
): void {
  const other = stageOf(context, step.from);
  if (other === undefined) throw new Error(`the Dockerfile has no stage ${step.from}`);
  // Beside the target, so that what is wanted of it can be moved: nobody else gets this one.
  const folder = mkdtempSync(join(workdir, '.stage-'));
  try {
    build(context, other, folder);
    for (const source of step.sources) renameSync(join(folder, source), resolve(workdir, step.target));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of a folder its content is copied; a file goes into a target that ends with a slash. */
function copy(
  { sources, target }: { readonly sources: readonly string[]; readonly target: string },
  workdir: string,
  find: (source: string) => string,
): void {
  for (const source of sources) {
    const found = find(source);
    const intoFolder = !statSync(found).isDirectory() && target.endsWith('/');
    const place = resolve(workdir, target, intoFolder ? basename(source) : '');
    cpSync(found, place, { recursive: true, verbatimSymlinks: true });
  }
}

function runIn({ installed = false, project, environment }: Context, workdir: string, command: string): void {
  if (installed && command.startsWith('npm ci ')) {
    return copyPackages(project, workdir, productionPlaces(readFileSync(join(workdir, LOCKFILE), 'utf8')));
  }
  const [, added] = /^npm install .* ([^\s@]+)@[\d.]+$/.exec(command) ?? [];
  // Without the packages that it asks for: a stage takes it alone.
  if (installed && added !== undefined) return copyPackages(project, workdir, [`node_modules/${added}`]);
  const { status, error } = spawnSync('sh', ['-c', command], {
    cwd: workdir,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`status ${status} of: ${command}`);
}

interface Locked {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
}

/** The places of the packages that `npm ci --omit=dev --omit=optional` installs, as the lockfile says. */
function productionPlaces(lockfile: string): readonly string[] {
  // The form of npm's lockfile, version 3.
  const { packages } = JSON.parse(lockfile) as { packages: Readonly<Record<string, Locked>> };
  return Object.entries(packages)
    .filter(([place, { dev, optional, devOptional }]) => place !== '' && !dev && !optional && !devOptional)
    .map(([place]) => place);
}

/** Each package without those inside it, which have places of their own. */
function copyPackages(project: string, workdir: string, places: readonly string[]): void {
  for (const place of places) {
    const source = join(project, place);
    if (!existsSync(source)) throw new Error(`${place} is not installed: run npm ci`);
    const inside = join(source, 'node_modules');
    // A filter makes copying slow.
    const filter = existsSync(inside) ? { filter: (path: string) => path !== inside } : {};
    cpSync(source, join(workdir, place), { recursive: true, verbatimSymlinks: true, ...filter });
  }
}
