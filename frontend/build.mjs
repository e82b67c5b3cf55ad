// Builds tb_lrplugin/static/ (or the folder named as argument) from the sources here:
//
//   index.js                   the page, one ES module
//   verdicts.html              docs/verdicts.md, which the page links to
//   third_party_licenses.txt   the licences of what is bundled in it
//   build.json                 {"sources_sha256": ...}, by which a test tells whether the bundle is up to date
//
// sources_sha256 is taken over build.mjs, package.json, package-lock.json, tsconfig.json and every file under src/,
// sorted by their path relative to this folder, with "/" between folders: for each one the path in UTF-8, a zero
// byte, the file's content, a zero byte.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { makePage } from './src/docs/page.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? path.join(here, '..', 'tb_lrplugin', 'static');

const result = await build({
  absWorkingDir: here,
  entryPoints: ['src/index.ts'],
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  charset: 'utf8',
  plugins: [{ name: 'shrink', setup: shrink }],
  // The licences are written to a file of their own, whole.
  legalComments: 'none',
  metafile: true,
  // The folder of packages may be a link to that of another work tree.
  preserveSymlinks: true,
  write: false,
  logLevel: 'warning',
});

const script = result.outputFiles[0].contents;
await mkdir(target, { recursive: true });
await writeFile(path.join(target, 'index.js'), script);
await writeFile(path.join(target, 'third_party_licenses.txt'), await licenses(result.metafile));
const docs = path.join(here, '..', 'docs');
const verdicts = await readFile(path.join(docs, 'verdicts.md'), 'utf8');
const readFigure = (name) => readFileSync(path.join(docs, name), 'utf8').trim();
await writeFile(path.join(target, 'verdicts.html'), makePage(verdicts, readFigure));
await writeFile(
  path.join(target, 'build.json'),
  `${JSON.stringify({ sources_sha256: await hashSources() }, null, 2)}\n`,
);
const kilobytes = (bytes) => `${(bytes.length / 1024).toFixed(1)} KB`;
console.log(`index.js: ${kilobytes(script)}, ${kilobytes(gzipSync(script, { level: 9 }))} gzipped`);

/** What no minifier does by itself: it touches nothing within a string. */
function shrink({ onLoad }) {
  onLoad({ filter: /[/\\]src[/\\]views[/\\].*\.ts$/ }, async ({ path: file }) => ({
    contents: shrinkTemplates(await readFile(file, 'utf8')),
    loader: 'ts',
  }));
}

function shrinkTemplates(source) {
  return source
    .replace(/\bcss`[^`]*`/g, (sheet) =>
      sheet
        .replace(/\/\*.*?\*\//gs, '')
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,]) ?/g, '$1')
        .replace(/: /g, ':'),
    )
    .replace(/\n\s+/g, '\n');
}

async function hashSources() {
  const files = ['build.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'];
  for (const entry of await readdir(path.join(here, 'src'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.relative(here, path.join(entry.parentPath, entry.name));
    files.push(file.split(path.sep).join('/'));
  }
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    hash.update(`${file}\0`);
    hash.update(await readFile(path.join(here, file)));
    hash.update('\0');
  }
  return hash.digest('hex');
}

/** The licence texts of all packages of which the bundle holds a part. */
async function licenses(metafile) {
  const names = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (name) names.add(name);
  }
  const texts = [];
  for (const name of [...names].sort()) {
    const folder = path.join(here, 'node_modules', name);
    const { version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    const text = await readFile(path.join(folder, 'LICENSE'), 'utf8');
    texts.push(`${name} ${version}\n\n${text.trim()}\n`);
  }
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}
