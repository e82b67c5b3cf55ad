// Makes a page of its own of a document in docs/, so that the links to it work without a network. A figure, alone in its
// paragraph, becomes part of the page.

import { createHash } from 'node:crypto';
import { Marked } from 'marked';

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
  const renderer = {
    heading({ tokens, depth, text }) {
      const id = text.toLowerCase().replaceAll(' ', '-');
      return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    paragraph({ tokens }) {
      const [image, ...others] = tokens;
      // What is no figure is written as usual.
      if (image.type !== 'image' || others.length > 0) return false;
      return `<figure>${readFigure(image.href)}</figure>\n`;
    },
  };
  const marked = new Marked({ renderer });
  const [title] = marked.lexer(markdown);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="source-sha256" content="${createHash('sha256').update(markdown).digest('hex')}">
<title>${title.text}</title>
<style>${STYLE}</style>
</head>
<body>
${marked.parse(markdown)}</body>
</html>
`;
}
