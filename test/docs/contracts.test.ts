// Comments cite sections of docs/contracts: each of them is there.
import { basename, dirname } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { filesBelow, type ProjectFile } from '../rules/project.ts';

interface Paper extends ProjectFile {
  /** As citations name it. */
  readonly provider: string;
  /** Files that may cite it without a name: a part of their path, or their name's first word. */
  readonly own: string;
}

/** Those of the vendors in `src`, by their folder's name, and of vendors from outside, which lie beside their code and name the vendor first. */
const PAPERS: readonly Paper[] = [
  ...filesBelow(['docs/contracts'], '.md').map((file) => {
    const provider = basename(file.path, '.md');
    return { ...file, provider, own: provider };
  }),
  ...filesBelow(['test'], '/contract.md').map((file) => {
    const [, title = ''] = /^# (\w+)/.exec(file.text) ?? [];
    return { ...file, provider: title.toLowerCase(), own: basename(dirname(file.path)) };
  }),
];
const PROVIDERS = PAPERS.map(({ provider }) => provider);

interface Citation {
  /** Whose paper; null where neither the comment nor the place of the file tells. */
  readonly provider: string | null;
  readonly section: string;
}

// Longer numbers are figures, or codes of a vendor.
const SECTION = String.raw`(?:sections? )?(?:U\d{1,2}|\d{1,2}(?:\.\d{1,2})*)(?!,?\d)`;
const LIST = `${SECTION}(?:(?:, and |, | and | to )${SECTION})*`;
const NAMED = new RegExp(String.raw`\b(?:(${PROVIDERS.join('|')}) )?contract,? (${LIST})`, 'gi');
/** Short forms of a provider's own files: `(2.4.6)`, or a comment that begins with `9.4 and 4.2:`; and U-numbers anywhere. */
const SHORT = new RegExp(String.raw`(?<=\(|^ ?)(?=\d+\.|U)${LIST}(?=[:)])|\bU\d{1,2}\b`, 'g');
const COMMENT = /^\s*\/?\*+(?!\/)(.*)|\/\/(.*)/gm;

/** The sections of a list; those between the ends of a range as well. */
function sectionsOf(list: string): string[] {
  return list.split(/, and |, | and /).flatMap((one) => {
    const [first = '', last] = one.replace(/^sections? /, '').split(' to ');
    if (last === undefined) return first;
    const [, stem = '', from] = /^(.*?)(\d+)$/.exec(first) ?? [];
    const end = Number(last.slice(stem.length));
    return Array.from({ length: end - Number(from) + 1 }, (_, index) => `${stem}${Number(from) + index}`);
  });
}

function citationsIn({ path, text }: ProjectFile): Citation[] {
  const own = PAPERS.find((paper) => path.split(/[/.]/).includes(paper.own))?.provider ?? null;
  // A citation may go on in the next line of its comment.
  const named = [...text.replaceAll(/\n\s*(?:\/\/|\*)\s/g, ' ').matchAll(NAMED)].flatMap(
    ([, whose, list = '']) =>
      sectionsOf(list).map((section) => ({ provider: whose?.toLowerCase() ?? own, section })),
  );
  if (own === null) return named;
  const short = [...text.matchAll(COMMENT)]
    .flatMap(([, block, line]) => (block ?? line ?? '').match(SHORT) ?? [])
    .flatMap(sectionsOf);
  return [...named, ...short.map((section) => ({ provider: own, section }))];
}

/** What can be cited of a paper: numbered headings, numbered items below them, and rows of open questions. */
function sectionsIn(paper: string): string[] {
  const lines = paper.replaceAll(/^```[\s\S]*?^```/gm, '').split('\n');
  let heading: string | undefined;
  return lines.flatMap((line) => {
    if (line.startsWith('#')) {
      heading = /^#+ (\d+(?:\.\d+)*) \S/.exec(line)?.[1];
      return heading ?? [];
    }
    const [, item, row] = /^(?:(\d+)\. |\| (U\d+) )/.exec(line) ?? [];
    if (item === undefined) return row ?? [];
    return heading === undefined ? [] : `${heading}.${item}`;
  });
}

describe('a citation', () => {
  const genesys = (...sections: string[]): Citation[] =>
    sections.map((section) => ({ provider: 'genesys', section }));

  it.each([
    ['// Seen once (genesys contract 2.4.2).', genesys('2.4.2')],
    ['/** In the words of genesys contract 1.1; the 403 of 4.1. */', genesys('1.1')],
    ['// (genesys contract 2.2, U7, U8)', genesys('2.2', 'U7', 'U8')],
    ['// (genesys contract 2.1 and sections 3 to 5)', genesys('2.1', '3', '4', '5')],
    ['// The Genesys contract, section 7, and U1.', genesys('7', 'U1')],
    ['/**\n * (genesys contract\n * U2 to U4, and U6) */', genesys('U2', 'U3', 'U4', 'U6')],
    ['// Offers exclude each other (genesys contract 5.3, 400413), 1,000 of them.', genesys('5.3')],
    ['// Of another file (contract 4.6)', [{ provider: null, section: '4.6' }]],
    ['// Under the contract of the port, 20 times (1.5)', []],
  ])('is found in %j', (text, expected) => {
    expect(citationsIn({ path: 'src/domain/a.ts', text })).toEqual(expected);
  });

  it.each([
    ['// (contract 4.6)', genesys('4.6')],
    ['// Of a neighbour (yext contract 6)', [{ provider: 'yext', section: '6' }]],
    ['/** 9.4 and 4.2: the total. */', genesys('9.4', '4.2')],
    ['const a = b(1.5); // falsy ones too (2.4.6, 3)', genesys('2.4.6', '3')],
    ['  /** U20 and 2.2: left out, as 413 of 4.1 (U3). */', genesys('U20', '2.2', 'U3')],
    ['// 12.5 of them, in version 0.2 (RFC 9110, 15.4.4)', []],
  ])('is found in %j of a provider', (text, expected) => {
    expect(citationsIn({ path: 'emulators/genesys/a.ts', text })).toEqual(expected);
  });

  it('names what a paper has', () => {
    const paper =
      '## 6 Gotchas\n\n1. One.\n2. Two\n\n   - x\n\n#### 2.4.2 What\n\n```json\n7. No\n```\n\n## Open\n\n3. No\n\n| U8  | x |\n';
    expect(sectionsIn(paper)).toEqual(['6', '6.1', '6.2', '2.4.2', 'U8']);
  });
});

describe('the citations of comments', () => {
  // This file holds wrong ones, to show what is found.
  const cited = filesBelow(['src', 'emulators', 'test'], '.ts')
    .filter(({ path }) => path !== 'test/docs/contracts.test.ts')
    .flatMap((file) => citationsIn(file).map((citation) => ({ ...citation, path: file.path })));

  it('say whose paper they mean', () => {
    expect(cited.filter(({ provider }) => provider === null)).toEqual([]);
  });

  it.each(PAPERS)('of $provider are of sections that its paper has', ({ provider, text }) => {
    const sections = sectionsIn(text);
    expect(new Set(sections).size).toBe(sections.length);
    const citations = cited.filter((one) => one.provider === provider);
    expect(citations.length).toBeGreaterThan(20);
    const broken = citations.filter(({ section }) => !sections.includes(section));
    expect([...new Set(broken.map(({ path, section }) => `${path}: ${section}`))]).toEqual([]);
  });
});
