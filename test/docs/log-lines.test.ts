// The table of docs/operate.md, "Lines of the log": every message that the source writes, with its level and fields, and no other.
import { describe, expect, it } from '@jest/globals';
import { filesBelow, readProjectFile } from '../rules/project.ts';
import { present } from '../support/assertions.ts';

/** Where the text is somebody else's, or is passed on: what the message is called there. The table has them in words. */
const PASSED_ON = [
  'src/server/apollo.ts: String(message)',
  'src/server/leaving/leave.ts: otherwise',
  'src/store/jobs/queues.ts: message',
];

interface Line {
  readonly message: string;
  /** `info`, `warn` or `error`; several where it depends. */
  readonly levels: readonly string[];
  /** Those that are written as such; the rest is put in by functions. */
  readonly fields: readonly string[];
}

/** What stands between commas, brackets and strings left whole, up to the bracket that closes. */
function partsFrom(text: string, start: number): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const [token] of text.slice(start).matchAll(/'[^']*'|`[^`]*`|\/\/.*|[\s\S]/g)) {
    if (/^[)\]}]$/.test(token)) depth -= 1;
    if (depth < 0) break;
    if (/^[([{]$/.test(token)) depth += 1;
    if (token === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${token}`);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function fieldsOf(details: string): readonly string[] {
  if (!details.startsWith('{')) return [];
  return partsFrom(details, 1).flatMap((part) => /^(\w+)(?=:|$)/.exec(part)?.[1] ?? []);
}

const CALL = /\blog(?:\.(info|warn|error)|\[([^\]]*)\])\(/g;

const WRITTEN = filesBelow(['src'], '.ts').flatMap(({ path, text }) =>
  [...text.matchAll(CALL)].map((call) => {
    const [details = '', message = ''] = partsFrom(text, call.index + call[0].length);
    const [, level, chosen = ''] = call;
    const levels = level === undefined ? (chosen.match(/\b(?:info|warn|error)\b/g) ?? []) : [level];
    return { path, message, levels: [...levels].sort(), fields: fieldsOf(details) };
  }),
);
const isText = (message: string): boolean => message.startsWith("'");
/** What stops badly is told by one function. */
const STOPPING = [
  ...readProjectFile('src/server/leaving/leave.ts').text.matchAll(/succeeds\(.*('[^']+'), log\)/g),
].map(([, message = '']) => ({ message, levels: ['error'], fields: ['err'] }));
const LINES: readonly Line[] = [...WRITTEN.filter(({ message }) => isText(message)), ...STOPPING].map(
  (line) => ({ ...line, message: line.message.slice(1, -1) }),
);

const [, section = ''] =
  /^### Lines of the log\n([\s\S]*?)(?=^#+ )/m.exec(readProjectFile('docs/operate.md').text) ?? [];
const ROWS = new Map(
  [...section.matchAll(/^\| `([^`]+)` +\| ([^|]*)\| ([^|]*)\|/gm)].map(
    ([, message = '', levels = '', fields = '']): [string, { levels: string[]; fields: string[] }] => [
      message,
      {
        levels: (levels.match(/\w+/g) ?? []).sort(),
        fields: [...fields.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
      },
    ],
  ),
);

describe('the lines of the log', () => {
  it('are found in the source', () => {
    expect(LINES.map(({ message }) => message)).toEqual(
      expect.arrayContaining(['request', 'an upstream call failed', 'the store did not close']),
    );
    const passedOn = WRITTEN.filter(({ message }) => !isText(message));
    expect([...new Set(passedOn.map(({ path, message }) => `${path}: ${message}`))].sort()).toEqual(
      PASSED_ON,
    );
  });

  it('are those of the page', () => {
    expect([...ROWS.keys()].sort()).toEqual([...new Set(LINES.map(({ message }) => message))].sort());
  });

  it.each(LINES.map((line) => [line.message, line] as const))(
    'have a level and fields: %s',
    (_text, line) => {
      const row = present(ROWS.get(line.message));
      const same = LINES.filter(({ message }) => message === line.message).map(({ levels }) => levels);
      // A level that is found out elsewhere is not read here.
      if (same.every(({ length }) => length > 0))
        expect(row.levels).toEqual([...new Set(same.flat())].sort());
      expect(row.fields).toEqual(expect.arrayContaining([...line.fields]));
    },
  );
});
