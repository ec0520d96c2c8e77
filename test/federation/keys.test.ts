// What the SDL promises to a router: which types are entities, and by which keys.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kind, parse, type DirectiveNode, type ObjectTypeDefinitionNode } from 'graphql';
import { startHarness, type Harness } from '../support/app.ts';

let harness: Harness;
let types: readonly ObjectTypeDefinitionNode[];
beforeAll(async () => {
  harness = await startHarness();
  const { _service } = await harness.data<{ _service: { sdl: string } }>('{ _service { sdl } }');
  types = parse(_service.sdl).definitions.filter(
    (definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION,
  );
});
afterAll(() => harness.close());

function keysOf(type: ObjectTypeDefinitionNode): string[] {
  return (type.directives ?? []).filter(({ name }) => name.value === 'key').map(fieldsOf);
}

function fieldsOf(key: DirectiveNode): string {
  const value = key.arguments?.find(({ name }) => name.value === 'fields')?.value;
  return value?.kind === Kind.STRING ? value.value : '';
}

describe('the keys of the SDL', () => {
  it('are the id of every type that is a Node, the IMEI of a device and the e-mail address of a person', () => {
    const entities = types.filter((type) => keysOf(type).length > 0);
    expect(Object.fromEntries(entities.map((type) => [type.name.value, keysOf(type)]))).toEqual({
      Account: ['id'],
      ChangeSet: ['id'],
      LicenseChange: ['id'],
      License: ['id'],
      LicenseAssignment: ['id'],
      User: ['id'],
      Device: ['id', 'imei'],
      Workspace: ['id'],
      Entity: ['id'],
      Person: ['email'],
    });
  });

  it('leave no type out that is a Node', () => {
    const nodes = types.filter((type) => type.interfaces?.some(({ name }) => name.value === 'Node'));
    expect(nodes.length).toBeGreaterThanOrEqual(7);
    expect(nodes.filter((type) => !keysOf(type).includes('id'))).toEqual([]);
  });
});
