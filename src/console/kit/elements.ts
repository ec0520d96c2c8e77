// The elements of a page as functions: `td({ class: 'number' }, '4')`. The compiler knows the attributes of each.
import { h, type ComponentChildren, type JSX } from 'preact';

type Tag = keyof JSX.IntrinsicElements;
type DataAttributes = Readonly<Record<`data-${string}`, string>>;

const element =
  <Name extends Tag>(name: Name) =>
  (attributes: JSX.IntrinsicElements[Name] & DataAttributes, ...children: ComponentChildren[]): JSX.Element =>
    // The attributes are those of this very tag, which the overloads of `h` cannot tell of a tag that is a parameter.
    h(name as string, attributes as JSX.IntrinsicElements['div'], ...children);

export const a = element('a');
export const aside = element('aside');
export const button = element('button');
export const caption = element('caption');
export const code = element('code');
export const dd = element('dd');
export const dialog = element('dialog');
export const div = element('div');
export const dl = element('dl');
export const dt = element('dt');
export const fieldset = element('fieldset');
export const form = element('form');
export const h1 = element('h1');
export const h2 = element('h2');
export const h3 = element('h3');
export const header = element('header');
export const input = element('input');
export const label = element('label');
export const legend = element('legend');
export const li = element('li');
export const main = element('main');
export const nav = element('nav');
export const option = element('option');
export const output = element('output');
export const p = element('p');
export const pre = element('pre');
export const section = element('section');
export const select = element('select');
export const span = element('span');
export const strong = element('strong');
export const table = element('table');
export const tbody = element('tbody');
export const td = element('td');
export const textarea = element('textarea');
export const th = element('th');
export const thead = element('thead');
export const time = element('time');
export const tr = element('tr');
export const ul = element('ul');

export const svg = element('svg');
export const circle = element('circle');
export const path = element('path');
export const polyline = element('polyline');
export const line = element('line');
