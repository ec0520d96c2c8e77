// `npm run image:tree`: lays out the files of the image in a folder, without an engine, and says how to start them.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { layOut } from './lay-out.ts';

const USAGE = `usage: npm run image:tree -- [--target NAME] [--installed] FOLDER

  FOLDER         where the files go; it must be empty or absent
  --target NAME  another stage of the Dockerfile than the last: playground or emulators
  --installed    takes the packages that are installed here, instead of asking the registry for them
`;

function refuse(why: string): never {
  process.stderr.write(`${why}\n\n${USAGE}`);
  process.exit(2);
}

function commandLine() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { target: { type: 'string' }, installed: { type: 'boolean', default: false } },
    });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

const { positionals, values } = commandLine();
const [folder, ...more] = positionals;
if (folder === undefined || more.length > 0) refuse('name one folder');
if (existsSync(folder) && readdirSync(folder).length > 0) refuse(`${folder} is not empty`);

const project = fileURLToPath(new URL('../../', import.meta.url));
const settings = layOut({ project, ...values, environment: process.env }, folder);
const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
process.stdout.write(`${files.length} files, ${Math.round(bytes / 1e6)} MB, in ${folder}
As user ${settings.user}, in ${settings.workdir}: ${settings.entrypoint.join(' ')}
`);
