// Which version of License Graph runs: what package.json says.
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');

export const { version: VERSION } = z.object({ version: z.string() }).parse(JSON.parse(text));
