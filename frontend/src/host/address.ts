// The address that TensorBoard shows. Its fragment names the tab and holds fields for plugins:
// "#lr_diagnostics&p.lr_diagnostics.run=a%2Fb". TensorBoard's own message for reading them answers with nothing on a
// cold load (it reads before it knows that it has an address), and there is none for writing them. It does keep the
// fields of all plugins when it changes the tab, so that a frame of the same origin can see to its own.

const PLUGIN = 'lr_diagnostics';
const PREFIX = `p.${PLUGIN}.`;

export type Fields = Readonly<Record<string, string>>;

/** The fields of this plugin in a fragment. */
export function readFields(hash: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const part of partsOf(hash)) {
    const [name, value] = split(part);
    if (name.startsWith(PREFIX)) fields[name.slice(PREFIX.length)] = value;
  }
  return fields;
}

/** The fragment with these fields in place of this plugin's, and all others as they were. */
export function writeFields(hash: string, fields: Fields): string {
  const others = partsOf(hash).filter((part) => !split(part)[0].startsWith(PREFIX));
  const own = Object.entries(fields).map(
    ([name, value]) => `${encodeURIComponent(PREFIX + name)}=${encodeURIComponent(value)}`,
  );
  return `#${[...(others.length > 0 ? others : [PLUGIN]), ...own].join('&')}`;
}

/** Reads and writes the address of the window that shows one. */
export class Address {
  private readonly shown: Window;

  constructor(page: Window) {
    this.shown = addressed(page);
  }

  get href(): string {
    return this.shown.location.href;
  }

  /** TensorBoard's own filter of runs, as far as it stands in the address. */
  get runFilter(): string {
    return new URLSearchParams(this.shown.location.search).get('runFilter') ?? '';
  }

  read(): Record<string, string> {
    return readFields(this.shown.location.hash);
  }

  /** Writes the fields; as a page of its own for the browser's way back, or in place of the present one. */
  write(fields: Fields, isNewPage: boolean): void {
    const { history, location } = this.shown;
    const hash = writeFields(location.hash, fields);
    if (hash === location.hash) return;
    // A fragment alone would be one of the page's base, which in TensorBoard's frame is another address.
    const address = `${location.pathname}${location.search}${hash}`;
    // Setting location.hash would have TensorBoard look at its plugins anew.
    history[isNewPage ? 'pushState' : 'replaceState'](history.state, '', address);
  }

  /** Calls back when the address was changed by somebody else: by hand, or on the way back. */
  watch(onChange: () => void): void {
    this.shown.addEventListener('hashchange', onChange);
  }
}

function addressed(page: Window): Window {
  try {
    // Throws for a host of another origin.
    void page.parent.location.hash;
    return page.parent;
  } catch {
    return page;
  }
}

function partsOf(hash: string): string[] {
  return hash.replace(/^#/, '').split('&').filter(Boolean);
}

function split(part: string): [name: string, value: string] {
  const at = part.indexOf('=');
  return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
