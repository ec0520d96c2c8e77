// Reads the Dockerfile: its stages, and what each of their instructions says. An instruction that is not known here is refused.

/** Copies into the folder of a stage. */
interface Copy {
  readonly kind: 'copy';
  /** The stage that is copied from; null for the project. */
  readonly from: string | null;
  readonly sources: readonly string[];
  readonly target: string;
}

/** Runs a command in the folder of a stage. */
interface Run {
  readonly kind: 'run';
  readonly command: string;
}

/** How a stage is started. */
export interface Settings {
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly ports: readonly string[];
  readonly entrypoint: readonly string[];
  /** null when there is none. */
  readonly healthCheck: readonly string[] | null;
}

/** One stage. Its settings include those of the stage it begins with. */
export interface Stage {
  readonly name: string;
  /** A stage of this file, or the name of an image. */
  readonly base: string;
  readonly steps: readonly (Copy | Run)[];
  readonly settings: Settings;
}

const NEW: Settings = { workdir: '/', env: {}, user: '', ports: [], entrypoint: [], healthCheck: null };

/** The stages of a Dockerfile, in their order: the last one is what is built by default. */
export function readDockerfile(text: string): readonly Stage[] {
  const stages: Stage[] = [];
  for (const line of instructionsOf(text)) {
    const [, word = '', rest = ''] = /^(\S+)\s+(.*)$/s.exec(line) ?? [];
    if (word === 'ARG') continue;
    const [last] = stages.slice(-1);
    if (word === 'FROM') stages.push(begun(rest, stages));
    else if (last === undefined) throw new Error(`before the first stage: ${line}`);
    else stages[stages.length - 1] = withInstruction(last, word, rest);
  }
  return stages;
}

/** Without comments, and with continued lines put together. */
function instructionsOf(text: string): string[] {
  const lines = text.split('\n').filter((line) => !/^\s*#/.test(line));
  return lines
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
}

function begun(rest: string, stages: readonly Stage[]): Stage {
  const [, base = '', name = ''] = /^(\S+)(?: AS (\S+))?$/.exec(rest) ?? [];
  const settings = stages.find((stage) => stage.name === base)?.settings ?? NEW;
  return { name, base, steps: [], settings };
}

function withInstruction(stage: Stage, word: string, rest: string): Stage {
  if (word === 'COPY') return { ...stage, steps: [...stage.steps, copyOf(rest)] };
  if (word === 'RUN') return { ...stage, steps: [...stage.steps, { kind: 'run', command: rest }] };
  return { ...stage, settings: { ...stage.settings, ...settingOf(word, rest, stage.settings) } };
}

function copyOf(rest: string): Copy {
  const [, from = null, paths = ''] = /^(?:--from=(\S+) )?([^-].*)$/.exec(rest) ?? [];
  const names = paths.split(/\s+/);
  const [target = ''] = names.slice(-1);
  if (names.length < 2) throw new Error(`COPY ${rest}`);
  return { kind: 'copy', from, sources: names.slice(0, -1), target };
}

function settingOf(word: string, rest: string, { env, ports }: Settings): Partial<Settings> {
  const [name = '', ...value] = rest.split('=');
  switch (word) {
    case 'WORKDIR':
      return { workdir: rest };
    case 'ENV':
      return { env: { ...env, [name]: value.join('=') } };
    case 'USER':
      return { user: rest };
    case 'EXPOSE':
      return { ports: [...ports, ...rest.split(/\s+/)] };
    case 'ENTRYPOINT':
      return { entrypoint: commandOf(rest) };
    case 'HEALTHCHECK':
      return { healthCheck: rest === 'NONE' ? null : commandOf(rest.replace(/^.*? CMD /, '')) };
    default:
      throw new Error(`an instruction that is not known: ${word} ${rest}`);
  }
}

/** The form with brackets alone: there is no shell to read the other. */
function commandOf(rest: string): readonly string[] {
  const words: unknown = JSON.parse(rest);
  if (!Array.isArray(words) || !words.every((one) => typeof one === 'string')) throw new Error(rest);
  return words;
}
