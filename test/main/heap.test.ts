// The heap is kept small while anybody wants it, and no longer.
import { expect, it } from '@jest/globals';
import { heapKeeper } from '../../src/heap.ts';

it('is kept small from the first who wants it to the last', () => {
  const flags: string[] = [];
  const keep = heapKeeper((set) => void flags.push(set));
  const [endOne, endOther] = [keep(), keep()];
  endOne();
  expect(flags).toEqual(['--heap-growing-percent=80']);
  endOther();
  expect(flags).toEqual(['--heap-growing-percent=80', '--heap-growing-percent=0']);
  keep();
  expect(flags.at(-1)).toBe('--heap-growing-percent=80');
});
