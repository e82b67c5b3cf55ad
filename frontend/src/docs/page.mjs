// Makes a page of its own of a document in docs/, so that the links to it work without a network. It knows the part of
// Markdown that the documents use: headings, paragraphs, tables, lists, indented code, links, `code`, **strong**, *stress*,
// and figures, each a paragraph of its own, which become part of the page.

import { createHash } from 'node:crypto';

const STYLE = `
:root { color-scheme: light dark; }
body { max-width: 820px; margin: 32px auto; padding: 0 20px; font: 15px/1.55 Roboto, 'Helvetica Neue', Arial, sans-serif; }
h1, h2 { font-weight: 500; }
h2 { margin-top: 2em; scroll-margin-top: 12px; }
:target { text-decoration: underline 3px #d96500; text-underline-offset: 6px; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid #8885; padding: 4px 14px 4px 0; text-align: left; vertical-align: top; }
code { font-size: 0.92em; background: #8882; border-radius: 3px; padding: 1px 4px; }
figure { margin: 12px 0; }
pre code { display: block; overflow: auto; padding: 10px; }
`;

/** A whole HTML page, with the document's own hash in it for a test to compare. `readFigure` gives the SVG text of a path. */
export function makePage(markdown, readFigure) {
  const blocks = markdown.split(/\n{2,}/).map((block) => block.replace(/\s+$/, ''));
  const [title] = blocks;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="source-sha256" content="${createHash('sha256').update(markdown).digest('hex')}">
<title>${inline(title.replace(/^#+ /, ''))}</title>
<style>${STYLE}</style>
</head>
<body>
${blocks
  .filter(Boolean)
  .map((text) => figure(text, readFigure) ?? block(text))
  .join('\n')}
</body>
</html>
`;
}

function figure(text, readFigure) {
  const found = /^!\[[^\]]*\]\(([^)]+)\)$/.exec(text);
  return found && `<figure>${readFigure(found[1])}</figure>`;
}

function block(text) {
  const heading = /^(#+) (.*)$/.exec(text);
  if (heading) {
    const level = heading[1].length;
    return `<h${level} id="${heading[2].toLowerCase().replaceAll(' ', '-')}">${inline(heading[2])}</h${level}>`;
  }
  const lines = text.split('\n');
  if (lines.every((line) => line.startsWith('    '))) {
    return `<pre><code>${escape(lines.map((line) => line.slice(4)).join('\n'))}</code></pre>`;
  }
  if (text.startsWith('|')) return table(lines);
  if (/^[*-] /.test(text)) {
    return `<ul>${text
      .replace(/^[*-] /, '')
      .split(/\n[*-] /)
      .map((item) => `<li>${inline(item)}</li>`)
      .join('')}</ul>`;
  }
  return `<p>${inline(text)}</p>`;
}

function table(lines) {
  const row = (line, cell) =>
    `<tr>${line
      .slice(1, -1)
      .split('|')
      .map((text) => `<${cell}>${inline(text.trim())}</${cell}>`)
      .join('')}</tr>`;
  const [head, , ...body] = lines;
  return `<table>${row(head, 'th')}${body.map((line) => row(line, 'td')).join('')}</table>`;
}

function inline(text) {
  // Code first: what stands in it is no markup.
  return text
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.startsWith('`') && part.length > 1
        ? `<code>${escape(part.slice(1, -1))}</code>`
        : escape(part)
            .replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>')
            .replace(/\*([^*]+)\*/g, '<em>$1</em>'),
    )
    .join('')
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, '<a href="$2">$1</a>');
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
