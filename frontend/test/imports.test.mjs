// Imports go one way: from room to room, and from file to file. Those of types count as well.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SOURCES = fileURLToPath(new URL('../src', import.meta.url));
/** From the bottom to the top; the entry point stands above all of them. */
const ROOMS = ['api', 'host', 'format', 'chart', 'state', 'views', 'index.ts'];

const imports = new Map(
  readdirSync(SOURCES, { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name.split(path.sep).join('/'), importsOf(path.join(SOURCES, name))]),
);

function importsOf(file) {
  const texts = readFileSync(file, 'utf8').matchAll(/^(?:import|export|\}).*?'(\.[^']+)';$/gm);
  return [...texts].map(([, name]) => {
    const target = path.relative(SOURCES, path.resolve(path.dirname(file), name));
    return `${target.split(path.sep).join('/')}.ts`;
  });
}

it('finds every file that is imported', () => {
  const targets = [...imports.values()].flat();
  expect(targets.length).toBeGreaterThan(100);
  expect(targets.filter((target) => !imports.has(target))).toEqual([]);
});

it('has no room that knows one above it', () => {
  const height = (name) => ROOMS.indexOf(name.split('/')[0]);
  expect([...imports.keys()].filter((name) => height(name) < 0)).toEqual([]);
  const upward = [...imports].flatMap(([name, targets]) =>
    targets.filter((target) => height(target) > height(name)).map((target) => `${name} -> ${target}`),
  );
  expect(upward).toEqual([]);
});

it('has no circle', () => {
  const done = new Set();
  const circles = [];
  const walk = (name, way) => {
    if (way.includes(name)) circles.push([...way.slice(way.indexOf(name)), name].join(' -> '));
    else if (!done.has(name)) for (const target of imports.get(name)) walk(target, [...way, name]);
    done.add(name);
  };
  for (const name of imports.keys()) walk(name, []);
  expect(circles).toEqual([]);
});
