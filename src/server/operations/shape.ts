// How much a document holds, counted before it is validated: its schema plays no part. Fragments are counted once and reused, so that
// fragments which contain one another many times over cost no more to count than to read.
import {
  Kind,
  Lexer,
  Source,
  TokenKind,
  type DocumentNode,
  type ExecutableDefinitionNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** Fragments unfolded; of each kind the most that one operation or fragment has. */
export interface Shape {
  /** Levels of fields. */
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields of an operation itself. */
  readonly rootFields: number;
}

const NOTHING: Shape = { depth: 0, aliases: 0, directives: 0, rootFields: 0 };

interface Counting {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Fragments counted so far, by name. */
  readonly known: Map<string, Shape>;
}

/** The shape of a document that has been parsed. */
export function shapeOf({ definitions }: DocumentNode): Shape {
  const executable = definitions.filter(isExecutable);
  const fragments = executable.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  const counting = { fragments: new Map(fragments.map((one) => [one.name.value, one])), known: new Map() };
  let most = NOTHING;
  for (const one of executable) {
    const { depth, aliases, directives, rootFields } = ofDefinition(counting, one);
    most = {
      depth: Math.max(most.depth, depth),
      aliases: Math.max(most.aliases, aliases),
      directives: Math.max(most.directives, directives),
      rootFields: Math.max(most.rootFields, rootFields),
    };
  }
  return most;
}

function isExecutable(node: DocumentNode['definitions'][number]): node is ExecutableDefinitionNode {
  return node.kind === Kind.OPERATION_DEFINITION || node.kind === Kind.FRAGMENT_DEFINITION;
}

function ofDefinition(counting: Counting, definition: ExecutableDefinitionNode): Shape {
  const inner = ofSelections(counting, definition.selectionSet);
  if (definition.kind === Kind.FRAGMENT_DEFINITION) {
    return { ...inner, directives: inner.directives + countOf(definition.directives), rootFields: 0 };
  }
  const ofVariables = (definition.variableDefinitions ?? []).flatMap(({ directives = [] }) => directives);
  const own = countOf(definition.directives) + countOf(ofVariables);
  return { ...inner, directives: inner.directives + own };
}

function ofSelections(counting: Counting, { selections }: SelectionSetNode): Shape {
  let { depth, aliases, directives, rootFields } = NOTHING;
  for (const selection of selections) {
    const one = ofSelection(counting, selection);
    depth = Math.max(depth, one.depth);
    aliases += one.aliases;
    directives += one.directives + countOf(selection.directives);
    rootFields += one.rootFields;
  }
  return { depth, aliases, directives, rootFields };
}

function ofSelection(counting: Counting, selection: SelectionNode): Shape {
  switch (selection.kind) {
    case Kind.FRAGMENT_SPREAD:
      return ofFragment(counting, selection.name.value);
    case Kind.INLINE_FRAGMENT:
      return ofSelections(counting, selection.selectionSet);
    case Kind.FIELD: {
      const { alias, selectionSet } = selection;
      const inner = selectionSet ? ofSelections(counting, selectionSet) : NOTHING;
      return {
        depth: inner.depth + 1,
        aliases: inner.aliases + (alias ? 1 : 0),
        directives: inner.directives,
        rootFields: 1,
      };
    }
  }
}

function ofFragment(counting: Counting, name: string): Shape {
  const present = counting.known.get(name);
  if (present) return present;
  counting.known.set(name, NOTHING); // validation refuses cycles; this keeps one from mattering
  const fragment = counting.fragments.get(name);
  const shape = fragment ? ofSelections(counting, fragment.selectionSet) : NOTHING;
  counting.known.set(name, shape);
  return shape;
}

function countOf(list: readonly unknown[] = []): number {
  return list.length;
}

const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** The tokens of a text and how deep its braces are nested, as far as it can be read: for documents that the parser gave up on. */
export function measureText(text: string): { readonly tokens: number; readonly nesting: number } {
  const lexer = new Lexer(new Source(text));
  let [tokens, level, nesting] = [0, 0, 0];
  try {
    for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
      tokens += 1;
      if (OPENING.has(kind)) nesting = Math.max(nesting, (level += 1));
      else if (CLOSING.has(kind)) level -= 1;
    }
  } catch {
    // A character that no token starts with: the parser reports it, unless it gave up before.
  }
  return { tokens, nesting };
}
